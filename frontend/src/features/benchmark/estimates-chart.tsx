import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { niceTicks } from '@/features/benchmark/axes';
import classes from '@/features/benchmark/curves.module.css';
import { EstimateMarks } from '@/features/benchmark/estimate-marks';
import { drawnSpreads, estimateData, type EstimateDatum, type Estimated } from '@/features/benchmark/estimates';
import { errorRange } from '@/features/benchmark/figures';
import type { Arm } from '@/shared/api/benchmarks';
import series from '@/shared/charts/series.module.css';
import { formatCount, formatPercent } from '@/shared/lib/format';

const TICK = { fontSize: 12 };

/** The measured error as a line with its band; what audit items and LURE say of it as marks with their intervals. */
export default function EstimatesChart({ arm }: { arm: Arm }) {
  const data = estimateData(arm);
  const range = errorRange(drawnSpreads(arm));
  const ticks = range ? niceTicks(range.low, range.high) : [0, 1];
  const xTicks = niceTicks(0, Math.max(1, ...arm.points.map((point) => point.labels)));
  return (
    <div className={`${series.series} ${classes.arms}`}>
      <ResponsiveContainer width="100%" height={264}>
        <ComposedChart data={data} margin={{ top: 12, right: 16, bottom: 4, left: 0 }} title="Estimates">
          <CartesianGrid vertical={false} stroke="var(--app-line)" />
          <XAxis
            dataKey="labels"
            type="number"
            domain={[0, xTicks.at(-1) ?? 1]}
            ticks={xTicks}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: 'var(--app-line)' }}
            tickFormatter={(labels: number) => formatCount(labels)}
            height={24}
          />
          <YAxis
            type="number"
            domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            allowDataOverflow
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={52}
            tickFormatter={(value: number) => `${Number((value * 100).toFixed(1))}\u00a0%`}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--series-text)', strokeDasharray: '3 3' }}
            content={({ payload }) => <Tip datum={payload[0]?.payload as EstimateDatum | undefined} />}
          />
          <Area
            dataKey="measured.band"
            stroke="none"
            fill="var(--series-line)"
            fillOpacity={0.16}
            activeDot={false}
            isAnimationActive={false}
            tooltipType="none"
          />
          <Line
            dataKey="measured.value"
            name="measured"
            stroke="var(--series-line)"
            strokeWidth={2}
            dot={{ r: 2.5, fill: 'var(--series-line)', strokeWidth: 0 }}
            isAnimationActive={false}
          />
          <EstimateMarks data={data} kind="audit" />
          <EstimateMarks data={data} kind="lure" />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

const KINDS = [
  { key: 'audit', name: 'audit items' },
  { key: 'lure', name: 'LURE' },
] as const;

function Tip({ datum }: { datum: EstimateDatum | undefined }) {
  if (!datum) return null;
  return (
    <div className={series.tip}>
      <strong>{formatCount(datum.labels)} labels</strong>
      <br />
      measured {formatPercent(datum.measured.value)}
      {KINDS.map(({ key, name }) => {
        const estimate = datum[key];
        return estimate ? (
          <div key={key}>
            {name} {formatPercent(estimate.value)}
            {endWords(estimate)}
          </div>
        ) : null;
      })}
    </div>
  );
}

const endWords = ({ band }: Estimated) => (band ? `, ${formatPercent(band[0])} to ${formatPercent(band[1])}` : '');
