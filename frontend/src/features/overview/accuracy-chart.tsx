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
import type { CurvePoint, ForecastPoint } from '@/shared/api/schema.gen';
import classes from '@/shared/charts/series.module.css';
import { formatCount, formatInterval, formatMoney, formatPercent } from '@/shared/lib/format';

interface AccuracyChartProps {
  curve: CurvePoint[];
  /** What is expected, from the last point of the curve on; empty while nobody can tell. */
  forecast: ForecastPoint[];
  axis: CurveAxis;
  currency: string;
}

const TICK = { fontSize: 12 };
const LINE = 'var(--series-line)';

export default function AccuracyChart({ curve, forecast, axis, currency }: AccuracyChartProps) {
  const data = curveData(curve, forecast, axis);
  const hasForecast = data.some((datum) => datum.forecast);
  const domain = accuracyDomain(hasForecast ? [...curve, ...forecast] : curve);
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
              const Place = hasForecast ? Above : Beside;
              return index === lastMeasured ? <Place {...at} spot={data[index]?.measured} /> : null;
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

const STRONG = { fontWeight: 600, style: { fill: 'var(--mantine-color-text)' } };

/** Written beside the last point, where a legend would send the eye away. */
function Beside({ x, y, spot, title }: SpotLabelProps) {
  if (!spot) return null;
  const left = Number(x) + 10;
  return (
    <text x={left} y={Number(y) - (title ? 12 : 0)} fontSize={12}>
      {title ? <tspan>{title}</tspan> : null}
      <tspan x={left} dy={title ? 16 : 0} {...STRONG}>
        {formatPercent(spot.value)}
      </tspan>
      <tspan x={left} dy={16}>
        {bandWords(spot)}
      </tspan>
    </text>
  );
}

/** Where the forecast goes on to the right. */
function Above({ x, y, spot }: SpotLabelProps) {
  if (!spot) return null;
  return (
    <text x={Number(x)} y={Number(y) - 12} fontSize={12} textAnchor="middle">
      <tspan {...STRONG}>{formatPercent(spot.value)}</tspan>
      <tspan dx={6}>{bandWords(spot)}</tspan>
    </text>
  );
}

const bandWords = ({ value, band: [low, high] }: Spot) => formatInterval({ value, low, high });

function Tip({ datum, formatX }: { datum: CurveDatum | undefined; formatX: (x: number) => string }) {
  const spot = datum?.measured ?? datum?.forecast;
  if (!datum || !spot) return null;
  return (
    <div className={classes.tip}>
      <strong>{formatPercent(spot.value)}</strong> {bandWords(spot)}
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
