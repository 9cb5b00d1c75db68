import { useElementSize } from '@mantine/hooks';
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ArmLabels, LABEL_ROOM } from '@/features/benchmark/arm-labels';
import type { Frame } from '@/features/benchmark/axes';
import { CurveTip } from '@/features/benchmark/curve-tip';
import classes from '@/features/benchmark/curves.module.css';
import { curveData, type CurveDatum } from '@/features/benchmark/figures';
import { LineSample } from '@/features/benchmark/line-sample';
import { lookOf, type Look } from '@/features/benchmark/looks';
import type { Arm } from '@/shared/api/benchmarks';
import series from '@/shared/charts/series.module.css';
import { formatCount, formatPercent } from '@/shared/lib/format';

interface CurvesChartProps {
  arms: Arm[];
  looks: ReadonlyMap<string, Look>;
  frame: Frame;
}

const TICK = { fontSize: 12 };
/** Below so many pixels the names stand above the picture. */
const NARROW = 480;

/** Error of each strategy with its 95 % band, along labels, money or time. */
export default function CurvesChart({ arms, looks, frame }: CurvesChartProps) {
  const { ref, width } = useElementSize();
  const drawn = arms.filter((arm) => arm.points.length > 0);
  const isNarrow = width > 0 && width < NARROW;
  return (
    <div ref={ref} className={`${series.series} ${classes.arms}`}>
      {isNarrow ? <Names arms={drawn} looks={looks} /> : null}
      <Picture arms={drawn} looks={looks} frame={frame} isNarrow={isNarrow} />
    </div>
  );
}

function Names({ arms, looks }: Pick<CurvesChartProps, 'arms' | 'looks'>) {
  return (
    <ul className={classes.keys}>
      {arms.map((arm) => (
        <li key={arm.name}>
          <LineSample look={lookOf(looks, arm.name)} />
          {arm.title}
          <strong>{formatPercent(arm.points.at(-1)?.error.mean ?? 0)}</strong>
        </li>
      ))}
    </ul>
  );
}

/** "12 %", or "12.5 %" where the steps are finer than one point. */
const tickWords = (ticks: readonly number[]) => {
  const digits = ticks.every((tick) => Math.abs(tick * 100 - Math.round(tick * 100)) < 1e-6) ? 0 : 1;
  return (value: number) => `${(value * 100).toFixed(digits)}\u00a0%`;
};

const ends = (ticks: readonly number[]): [number, number] => [ticks[0] ?? 0, ticks.at(-1) ?? 1];

function Picture({ arms, looks, frame, isNarrow }: CurvesChartProps & { isNarrow: boolean }) {
  const { axis, unit, xMost, xTicks, yTicks } = frame;
  return (
    <ResponsiveContainer width="100%" height={320}>
      <ComposedChart
        data={curveData(arms, axis, unit)}
        margin={{ top: 12, right: isNarrow ? 12 : LABEL_ROOM, bottom: 4, left: 0 }}
        title="Error"
      >
        <CartesianGrid vertical={false} stroke="var(--app-line)" />
        <XAxis
          dataKey="x"
          type="number"
          domain={[0, xMost]}
          ticks={xTicks}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: 'var(--app-line)' }}
          tickFormatter={(x: number) => (Number.isInteger(x) ? formatCount(x) : String(x))}
          height={24}
        />
        <YAxis
          type="number"
          domain={ends(yTicks)}
          ticks={yTicks}
          allowDataOverflow
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={52}
          tickFormatter={tickWords(yTicks)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--series-text)', strokeDasharray: '3 3' }}
          content={({ payload }) => (
            <CurveTip datum={payload[0]?.payload as CurveDatum | undefined} arms={arms} frame={frame} />
          )}
        />
        {arms.map((arm) => band(arm, lookOf(looks, arm.name)))}
        {arms.map((arm) => line(arm, lookOf(looks, arm.name)))}
        {isNarrow ? null : <ArmLabels arms={arms} looks={looks} frame={frame} />}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

// Functions and not components: the chart looks at the types of its children.
const band = (arm: Arm, look: Look) => (
  <Area
    key={`${arm.name} band`}
    dataKey={({ spots }: CurveDatum) => spots[arm.name]?.band}
    stroke="none"
    fill={look.color}
    fillOpacity={0.12}
    connectNulls
    activeDot={false}
    isAnimationActive={false}
    tooltipType="none"
  />
);

const line = (arm: Arm, look: Look) => (
  <Line
    key={arm.name}
    name={arm.title}
    dataKey={({ spots }: CurveDatum) => spots[arm.name]?.value}
    stroke={look.color}
    strokeWidth={look.width}
    {...(look.dash !== undefined && { strokeDasharray: look.dash })}
    connectNulls
    dot={{ r: 2.5, fill: look.color, strokeWidth: 0, strokeDasharray: 'none' }}
    activeDot={{ r: 4 }}
    isAnimationActive={false}
  />
);
