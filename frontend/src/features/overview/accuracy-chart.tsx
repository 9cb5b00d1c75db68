import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { accuracyDomain, accuracyTicks, curveData, type CurveAxis, type CurveDatum } from '@/features/overview/figures';
import type { CurvePoint } from '@/shared/api/schema.gen';
import classes from '@/shared/charts/series.module.css';
import { formatCount, formatInterval, formatMoney, formatPercent } from '@/shared/lib/format';

interface AccuracyChartProps {
  curve: CurvePoint[];
  axis: CurveAxis;
  currency: string;
}

const TICK = { fontSize: 12 };
const LINE = 'var(--series-line)';

export default function AccuracyChart({ curve, axis, currency }: AccuracyChartProps) {
  const data = curveData(curve, axis);
  const domain = accuracyDomain(curve);
  const formatX = (x: number) => (axis === 'labels' ? `${formatCount(x)} labels` : formatMoney(x, currency));
  const only = data.length === 1 ? data[0] : undefined;
  return (
    <div className={classes.series}>
      <ResponsiveContainer width="100%" height={264}>
        <ComposedChart data={data} margin={{ top: 16, right: 96, bottom: 4, left: 0 }} title="Accuracy">
          <CartesianGrid vertical={false} stroke="var(--app-line)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={[0, 'auto']}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: 'var(--app-line)' }}
            tickFormatter={(x: number) => formatCount(x)}
            height={24}
          />
          <YAxis
            type="number"
            domain={domain}
            ticks={accuracyTicks(domain)}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={52}
            tickFormatter={(value: number) => `${Math.round(value * 100)}\u00a0%`}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--series-text)', strokeDasharray: '3 3' }}
            content={({ payload }) => <Tip datum={payload[0]?.payload as CurveDatum | undefined} formatX={formatX} />}
          />
          <Area
            dataKey="band"
            stroke="none"
            fill={LINE}
            fillOpacity={0.16}
            activeDot={false}
            isAnimationActive={false}
            tooltipType="none"
          />
          {only ? (
            <ReferenceLine
              segment={[
                { x: only.x, y: only.band[0] },
                { x: only.x, y: only.band[1] },
              ]}
              stroke={LINE}
            />
          ) : null}
          <Line
            dataKey="value"
            stroke={LINE}
            strokeWidth={2}
            dot={{ r: 3, fill: LINE, strokeWidth: 0 }}
            activeDot={{ r: 5 }}
            isAnimationActive={false}
            label={(label: EndLabelProps) => <EndLabel {...label} data={data} />}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

interface EndLabelProps {
  x?: number | string | undefined;
  y?: number | string | undefined;
  index?: number | undefined;
}

/** Written beside the last point, where a legend would send the eye away. */
function EndLabel({ x, y, index, data }: EndLabelProps & { data: CurveDatum[] }) {
  const last = data.at(-1);
  if (!last || index !== data.length - 1) return null;
  return (
    <text x={Number(x) + 10} y={Number(y)} fontSize={12}>
      <tspan fontWeight={600} style={{ fill: 'var(--mantine-color-text)' }}>
        {formatPercent(last.value)}
      </tspan>
      <tspan x={Number(x) + 10} dy={16}>
        {bandWords(last)}
      </tspan>
    </text>
  );
}

const bandWords = ({ value, band: [low, high] }: CurveDatum) => formatInterval({ value, low, high });

function Tip({ datum, formatX }: { datum: CurveDatum | undefined; formatX: (x: number) => string }) {
  if (!datum) return null;
  return (
    <div className={classes.tip}>
      <strong>{formatPercent(datum.value)}</strong> {bandWords(datum)}
      <br />
      after round {datum.round} · {formatX(datum.x)}
      <br />
      on {formatCount(datum.n)} audit items
    </div>
  );
}
