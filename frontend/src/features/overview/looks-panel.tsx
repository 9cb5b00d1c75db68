import { Progress, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { looksTable } from '@/features/overview/figures';
import classes from '@/features/overview/overview.module.css';
import type { FeatureProgress, JudgedRepresentation, ModelLooks } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import series from '@/shared/charts/series.module.css';
import { formatCount, formatPercent, formatPlural, formatRange } from '@/shared/lib/format';

const ROW = 36;
const NAME = 168;
const FIGURE = 96;

/** Which representation the model learns on, what the labels said of each, and how far features are. */
export function LooksPanel({ looks, project }: { looks: ModelLooks; project: string }) {
  const note =
    looks.judged.length > 0
      ? `Share of ${formatPlural(looks.labels, 'label')} that a model on each representation gets right without having learned them. Dot and line: 95 % interval. These labels were asked for because they are hard: the shares compare representations and are no accuracy. What comes first for this kind of items stays until another is better by a tenth, and clearly so; judged anew each time the labels have doubled.`
      : looks.sentence;
  return (
    <ChartFrame title="What the model looks at" note={note} file={[project, 'representations']} {...looksTable(looks)}>
      {looks.judged.length > 0 ? (
        <>
          <Text size="sm" mb={8}>
            {looks.sentence}
          </Text>
          <Bars looks={looks} />
        </>
      ) : null}
      <Features features={looks.features} />
    </ChartFrame>
  );
}

function Bars({ looks: { judged, name } }: { looks: ModelLooks }) {
  const { ref, width: measured } = useElementSize();
  const width = measured || 320;
  const height = judged.length * ROW;
  return (
    <div ref={ref} className={series.series}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Share right on each representation"
      >
        {judged.map((each, at) => (
          <BarRow
            key={each.name}
            each={each}
            y={at * ROW}
            scale={Math.max(40, width - NAME - FIGURE)}
            isUsed={each.name === name}
          />
        ))}
      </svg>
    </div>
  );
}

interface BarRowProps {
  each: JudgedRepresentation;
  y: number;
  scale: number;
  isUsed: boolean;
}

function BarRow({ each, y, scale, isUsed }: BarRowProps) {
  const middle = y + ROW / 2;
  return (
    <g>
      <title>{`${each.title}: ${formatPercent(each.value)} right; ${each.about}`}</title>
      <text
        x={NAME - 8}
        y={middle}
        textAnchor="end"
        dominantBaseline="central"
        style={{ fill: 'var(--mantine-color-text)', fontWeight: isUsed ? 600 : 400 }}
      >
        {each.title}
      </text>
      <rect
        x={NAME}
        y={y + 9}
        width={each.value * scale}
        height={ROW - 18}
        fill={isUsed ? 'var(--mantine-primary-color-filled)' : 'var(--app-line)'}
      />
      <g stroke="var(--mantine-color-text)" fill="var(--mantine-color-body)" strokeWidth={1.5}>
        <line x1={NAME + each.low * scale} x2={NAME + each.high * scale} y1={middle} y2={middle} />
        <circle cx={NAME + each.value * scale} cy={middle} r={3.5} />
      </g>
      <text x={NAME + each.high * scale + 8} y={middle} dominantBaseline="central">
        {formatRange(each)}
      </text>
    </g>
  );
}

/** Only what is not finished: what is there needs no line. */
function Features({ features }: { features: readonly FeatureProgress[] }) {
  const open = features.filter((each) => each.rows < each.total || each.error !== '');
  if (open.length === 0) return null;
  return (
    <ul className={classes.features} aria-label="Features">
      {open.map((each) => (
        <li key={each.encoder}>
          <Text size="xs" c={each.error === '' ? 'dimmed' : 'var(--app-danger)'}>
            {each.error === ''
              ? `${each.encoder}: ${formatCount(each.rows)} of ${formatPlural(each.total, 'item')}`
              : `${each.encoder}: ${each.error} The model goes on with the next best.`}
          </Text>
          {each.error === '' ? (
            <Progress
              size={4}
              value={each.total === 0 ? 0 : (each.rows / each.total) * 100}
              aria-label={`Features ${each.encoder}`}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
