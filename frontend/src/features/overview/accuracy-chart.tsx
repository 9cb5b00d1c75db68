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
  useXAxisScale,
} from 'recharts';
import { accuracyDomain, accuracyTicks, curveData, type CurveAxis, type CurveDatum } from '@/features/overview/figures';
import type { Chance, CurvePoint, ForecastPoint } from '@/shared/api/schema.gen';
import classes from '@/shared/charts/series.module.css';
import { formatCount, formatMoney, formatPercent, formatRange, formatWholePercent } from '@/shared/lib/format';

interface AccuracyChartProps {
  curve: CurvePoint[];
  /** What is expected, from the last point of the curve on; empty while nobody can tell. */
  forecast: ForecastPoint[];
  /** What always saying the commonest class would get; null while nobody knows. */
  chance: Chance | null;
  axis: CurveAxis;
  currency: string;
}

const TICK = { fontSize: 12 };
const LINE = 'var(--series-line)';

export default function AccuracyChart({ curve, forecast, chance, axis, currency }: AccuracyChartProps) {
  const data = curveData(curve, forecast, axis);
  const hasForecast = data.some((datum) => datum.forecast);
  const floor = chance ? [{ low: chance.value, high: chance.value }] : [];
  const domain = accuracyDomain([...curve, ...(hasForecast ? forecast : []), ...floor]);
  const formatX = (x: number) => (axis === 'labels' ? `${formatCount(x)} labels` : formatMoney(x, currency));
  const [first] = data;
  const only = data.length === 1 ? first?.measured : undefined;
  const lastMeasured = curve.length - 1;
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
          {chance ? (
            <ReferenceLine
              y={chance.value}
              stroke="var(--series-4)"
              strokeWidth={1.5}
              label={{ value: chanceWords(chance), position: 'insideBottomLeft', fontSize: 12 }}
            />
          ) : null}
          <Area
            dataKey="forecast.band"
            stroke="none"
            fill={LINE}
            fillOpacity={0.08}
            activeDot={false}
            isAnimationActive={false}
            tooltipType="none"
          />
          <Area
            dataKey="measured.band"
            stroke="none"
            fill={LINE}
            fillOpacity={0.16}
            activeDot={false}
            isAnimationActive={false}
            tooltipType="none"
          />
          {first && only ? (
            <ReferenceLine
              segment={[
                { x: first.x, y: only.band[0] },
                { x: first.x, y: only.band[1] },
              ]}
              stroke={LINE}
            />
          ) : null}
          <Line
            dataKey="forecast.value"
            stroke={LINE}
            strokeWidth={2}
            strokeDasharray="5 5"
            dot={false}
            activeDot={{ r: 4 }}
            isAnimationActive={false}
            label={({ index, ...at }: LabelProps) =>
              index === data.length - 1 ? <Beside {...at} title="forecast" spot={data[index]?.forecast} /> : null
            }
          />
          <Line
            dataKey="measured.value"
            stroke={LINE}
            strokeWidth={2}
            dot={{ r: 3, fill: LINE, strokeWidth: 0 }}
            activeDot={{ r: 5 }}
            isAnimationActive={false}
            label={({ index, ...at }: LabelProps) => {
              if (index !== lastMeasured) return null;
              if (hasForecast) return <Within {...at} index={index} data={data} />;
              return <Beside {...at} spot={data[index]?.measured} />;
            }}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

type Spot = NonNullable<CurveDatum['forecast']>;

interface LabelProps {
  x?: number | string | undefined;
  y?: number | string | undefined;
  index?: number | undefined;
}

interface SpotLabelProps extends LabelProps {
  spot: Spot | undefined;
  title?: string;
}

const LINE_HEIGHT = 16;
const STRONG = { fontWeight: 600, style: { fill: 'var(--mantine-color-text)' } };

/** Written beside the last point, where a legend would send the eye away. */
function Beside({ x, y, spot, title }: SpotLabelProps) {
  if (!spot) return null;
  const left = Number(x) + 10;
  const top = title ? Math.max(Number(y) - LINE_HEIGHT, LINE_HEIGHT) : Number(y);
  return (
    <text x={left} y={top} fontSize={12}>
      {title ? <tspan>{title}</tspan> : null}
      <tspan x={left} dy={title ? LINE_HEIGHT : 0} {...STRONG}>
        {bandWords(spot)}
      </tspan>
      <tspan x={left} dy={LINE_HEIGHT}>
        likely {formatPercent(spot.value)}
      </tspan>
    </text>
  );
}

/** Pixels to the end of the forecast that "92.9–95.3 % likely 94.1 %" needs, and "92.9–95.3 %". */
const ROOM = { full: 160, short: 84 };

/** Where the forecast goes on to the right, which never falls: under it there is no line. Near its end, to the left. */
function Within({ x, y, index = 0, data }: LabelProps & { data: CurveDatum[] }) {
  const scale = useXAxisScale();
  const [before, spot] = [data[index - 1]?.measured, data[index]?.measured];
  if (!scale || !spot) return null;
  const room = (scale(data.at(-1)?.x) ?? 0) - Number(x);
  const isRight = room >= ROOM.short;
  const isUnder = isRight || (before !== undefined && before.value > spot.value);
  return (
    <text x={Number(x)} y={Number(y) + (isUnder ? 20 : -12)} fontSize={12} textAnchor={isRight ? 'start' : 'end'}>
      <tspan {...STRONG}>{bandWords(spot)}</tspan>
      {room >= ROOM.full ? <tspan dx={6}>likely {formatPercent(spot.value)}</tspan> : null}
    </text>
  );
}

const bandWords = ({ band: [low, high] }: Spot) => formatRange({ low, high });

const chanceWords = ({ name, value }: Chance) =>
  `always “${name.length > 16 ? `${name.slice(0, 15)}…` : name}” ${formatWholePercent(value)}`;

function Tip({ datum, formatX }: { datum: CurveDatum | undefined; formatX: (x: number) => string }) {
  const spot = datum?.measured ?? datum?.forecast;
  if (!datum || !spot) return null;
  return (
    <div className={classes.tip}>
      <strong>{bandWords(spot)}</strong>, most likely {formatPercent(spot.value)}
      <br />
      {datum.measured
        ? `after round ${datum.measured.round} · ${formatX(datum.x)}`
        : `forecast for ${formatX(datum.x)}`}
      {datum.measured ? (
        <>
          <br />
          on {formatCount(datum.measured.n)} audit items
        </>
      ) : null}
    </div>
  );
}
