import { useElementSize } from '@mantine/hooks';
import { PANEL, panelsOf, piecesOf, type Panel } from '@/features/benchmark/seconds';
import type { Arm, Point } from '@/shared/api/benchmarks';
import { ROUND_PARTS, median, partsSum, secondsWords } from '@/shared/charts/round-parts';
import series from '@/shared/charts/series.module.css';

const PLOT = { top: 26, bottom: 124 };
const MOST_BAR = 24;

/** Seconds of each round, stacked, one small picture per strategy on one scale; all in one file when saved. */
export function SecondsPicture({ arms, ticks }: { arms: Arm[]; ticks: number[] }) {
  const { ref, width: measured } = useElementSize();
  const width = measured || 560;
  const { panels, height } = panelsOf(arms, width);
  return (
    <div ref={ref} className={series.series}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Seconds of each round"
      >
        {panels.map((panel) => (
          <PanelOf key={panel.arm.name} panel={panel} ticks={ticks} />
        ))}
      </svg>
    </div>
  );
}

function PanelOf({ panel: { arm, x, y, width }, ticks }: { panel: Panel; ticks: number[] }) {
  const scale = (PLOT.bottom - PLOT.top) / (ticks.at(-1) ?? 1);
  const slot = width / Math.max(1, arm.points.length);
  return (
    <g transform={`translate(${x} ${y})`}>
      <text x={0} y={14} fontSize={12} fontWeight={600} style={{ fill: 'var(--mantine-color-text)' }}>
        {arm.title}
        <tspan dx={6} fontWeight={400} style={{ fill: 'var(--series-text)' }}>
          {eachWords(arm)}
        </tspan>
      </text>
      {ticks.map((tick) => (
        <Tick key={tick} tick={tick} y={PLOT.bottom - tick * scale} width={width} isFirst={x === PANEL.left} />
      ))}
      {arm.points.map((point, at) => (
        <Bar
          key={point.round}
          point={point}
          x={slot * (at + 0.5)}
          width={Math.min(MOST_BAR, slot * 0.7)}
          scale={scale}
        />
      ))}
      <RoundNumbers points={arm.points} slot={slot} />
    </g>
  );
}

/** On one scale the quick strategies are flat: their figure says what the bars cannot. */
function eachWords(arm: Arm): string {
  const each = median(arm.points.map(partsSum));
  return each === null ? '' : `${secondsWords(each)} a round`;
}

function Tick({ tick, y, width, isFirst }: { tick: number; y: number; width: number; isFirst: boolean }) {
  return (
    <>
      <line x1={0} x2={width} y1={y} y2={y} stroke="var(--app-line)" />
      {isFirst ? (
        <text x={-8} y={y} fontSize={12} textAnchor="end" dominantBaseline="central">
          {tick}&nbsp;s
        </text>
      ) : null}
    </>
  );
}

function Bar({ point, x, width, scale }: { point: Point; x: number; width: number; scale: number }) {
  const words = ROUND_PARTS.map(({ key, name }) => `${name} ${secondsWords(point[key])}`).join(', ');
  return (
    <g>
      <title>{`Round ${point.round}: ${secondsWords(partsSum(point))}; ${words}`}</title>
      {piecesOf(point).map(({ part, from, to }) => (
        <rect
          key={part}
          x={x - width / 2}
          y={PLOT.bottom - to * scale}
          width={width}
          height={(to - from) * scale}
          fill={`var(--series-${part})`}
        />
      ))}
    </g>
  );
}

/** The first and the last round; all of them would not fit a small picture. */
function RoundNumbers({ points, slot }: { points: Point[]; slot: number }) {
  const shown = points.length > 1 ? [0, points.length - 1] : [0];
  return shown.map((at) => {
    const point = points[at];
    return point ? (
      <text
        key={at}
        x={at === 0 ? 0 : slot * (at + 0.5)}
        y={PLOT.bottom + 14}
        fontSize={12}
        textAnchor={at === 0 ? 'start' : 'middle'}
      >
        {at === 0 ? `round ${point.round}` : point.round}
      </text>
    ) : null;
  });
}
