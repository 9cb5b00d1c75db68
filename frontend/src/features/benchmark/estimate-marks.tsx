import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { EstimateDatum } from '@/features/benchmark/estimates';

const SIZE = 4;
/** The two estimates of a round stand left and right of its place: often they are nearly the same. */
const ASIDE = 4;
const KINDS = {
  audit: { color: 'var(--arm-2)', aside: -ASIDE },
  lure: { color: 'var(--arm-3)', aside: ASIDE },
} as const;

interface MarkProps {
  cx: number;
  cy: number;
}

export function AuditMark({ cx, cy }: MarkProps) {
  return <rect x={cx - SIZE} y={cy - SIZE} width={2 * SIZE} height={2 * SIZE} fill={KINDS.audit.color} />;
}

export function LureMark({ cx, cy }: MarkProps) {
  const size = SIZE + 1.5;
  return <path d={`M${cx},${cy - size}l${size},${size}l${-size},${size}l${-size},${-size}z`} fill={KINDS.lure.color} />;
}

/** As its line is drawn. */
export function MeasuredMark({ cx, cy }: MarkProps) {
  return (
    <g stroke="var(--series-line)" fill="var(--series-line)">
      <line x1={cx - 8} x2={cx + 8} y1={cy} y2={cy} strokeWidth={2} />
      <circle cx={cx} cy={cy} r={2.5} strokeWidth={0} />
    </g>
  );
}

/** One kind of estimate within the chart: a mark per round and its interval, cut at the edges of the plot. */
export function EstimateMarks({ data, kind }: { data: EstimateDatum[]; kind: keyof typeof KINDS }) {
  const [plot, toX, toY] = [usePlotArea(), useXAxisScale(), useYAxisScale()];
  if (!plot || !toX || !toY) return null;
  const within = (y: number) => Math.min(Math.max(y, plot.y), plot.y + plot.height);
  const { color, aside } = KINDS[kind];
  const Mark = kind === 'audit' ? AuditMark : LureMark;
  return data.map((datum) => {
    const estimate = datum[kind];
    if (!estimate) return null;
    const [x, y] = [(toX(datum.labels) ?? 0) + aside, toY(estimate.value) ?? 0];
    const [low, high] = estimate.band ?? [estimate.value, estimate.value];
    return (
      <g key={datum.labels}>
        <line x1={x} x2={x} y1={within(toY(low) ?? y)} y2={within(toY(high) ?? y)} stroke={color} strokeWidth={1.5} />
        {y === within(y) ? <Mark cx={x} cy={y} /> : null}
      </g>
    );
  });
}
