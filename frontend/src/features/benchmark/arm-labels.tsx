import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { placeOf, type Frame } from '@/features/benchmark/axes';
import { spreadApart } from '@/features/benchmark/figures';
import { lookOf, type Look } from '@/features/benchmark/looks';
import type { Arm } from '@/shared/api/benchmarks';
import { formatPercent } from '@/shared/lib/format';

/** Pixels right of the plot for "Selection via Proxy 12.3 %". */
export const LABEL_ROOM = 184;
const GAP = 17;
const MOST_LETTERS = 20;

interface ArmLabelsProps {
  arms: Arm[];
  looks: ReadonlyMap<string, Look>;
  frame: Frame;
}

/** The names beside the ends of the lines, moved apart where lines end close together. */
export function ArmLabels({ arms, looks, frame: { axis, unit } }: ArmLabelsProps) {
  const [plot, toX, toY] = [usePlotArea(), useXAxisScale(), useYAxisScale()];
  if (!plot || !toX || !toY) return null;
  const right = plot.x + plot.width;
  const lasts = arms.map((arm) => {
    const last = arm.points.at(-1);
    return last
      ? { x: toX(placeOf(last, axis) / unit.per) ?? right, y: toY(last.error.mean) ?? plot.y, error: last.error.mean }
      : { x: right, y: plot.y, error: 0 };
  });
  const rows = spreadApart(
    lasts.map(({ y }) => y),
    GAP,
    [plot.y, plot.y + plot.height],
  );
  return arms.map((arm, at) => {
    const [last, y = 0] = [lasts[at], rows[at]];
    return last ? (
      <ArmLabel key={arm.name} title={arm.title} look={lookOf(looks, arm.name)} last={last} at={[right, y]} />
    ) : null;
  });
}

interface ArmLabelProps {
  title: string;
  look: Look;
  last: { x: number; y: number; error: number };
  at: [x: number, y: number];
}

function ArmLabel({ title, look, last, at: [x, y] }: ArmLabelProps) {
  return (
    <g>
      <path
        d={`M${last.x + 4},${last.y}L${Math.max(x, last.x + 4)},${last.y}L${x + 14},${y}`}
        fill="none"
        stroke={look.color}
        strokeWidth={1}
        strokeDasharray="1 3"
      />
      <text x={x + 18} y={y} fontSize={12} dominantBaseline="central">
        {title.length > MOST_LETTERS ? `${title.slice(0, MOST_LETTERS - 1)}…` : title}
        <tspan dx={6} fontWeight={600} style={{ fill: 'var(--mantine-color-text)' }}>
          {formatPercent(last.error)}
        </tspan>
      </text>
    </g>
  );
}
