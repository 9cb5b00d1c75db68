import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { classesTable } from '@/features/overview/figures';
import classes from '@/features/overview/overview.module.css';
import type { ClassShare } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import series from '@/shared/charts/series.module.css';
import { formatCount, formatPercent, formatPlural, formatWholePercent } from '@/shared/lib/format';

const ROW = 32;
const NAME = 96;
const FIGURE = 88;

interface ClassBalanceProps {
  balance: ClassShare[];
  project: string;
  children?: ReactNode;
}

export function ClassBalance({ balance, project, children }: ClassBalanceProps) {
  const given = balance.reduce((sum, each) => sum + each.labels, 0);
  const onAudit = balance.reduce((sum, each) => sum + each.audit_labels, 0);
  const note = balance.some((each) => each.prevalence !== null)
    ? `Bars: ${formatPlural(given, 'label')} on pool items, without the ${formatCount(onAudit)} on audit items. Dot and line: share among all items, from audit items (95 %).`
    : `Bars: ${formatPlural(given, 'label')} on pool items. The share among all items appears with the first audit items.`;
  return (
    <ChartFrame
      title="Class balance"
      note={note}
      file={[project, 'class-balance']}
      {...classesTable(balance)}
      empty={given === 0 ? 'No labels yet. The bars grow with the first answers.' : undefined}
    >
      <Bars balance={balance} />
      {children}
    </ChartFrame>
  );
}

function Bars({ balance }: { balance: ClassShare[] }) {
  const { ref, width: measured } = useElementSize();
  const width = measured || 320;
  const most = Math.max(0.01, ...balance.map(({ share, prevalence }) => Math.max(share, prevalence?.high ?? 0)));
  const scale = (width - NAME - FIGURE) / most;
  const height = balance.length * ROW;
  return (
    // What scrolls must be reachable by keyboard.
    <div className={classes.bars} {...(balance.length > 8 && { tabIndex: 0 })}>
      <div ref={ref} className={series.series}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label="Class balance">
          {balance.map((each, at) => (
            <BarRow key={each.id} each={each} y={at * ROW} scale={scale} />
          ))}
          <line x1={NAME} x2={NAME} y1={0} y2={height} stroke="var(--app-line)" />
        </svg>
      </div>
    </div>
  );
}

function BarRow({
  each: { name, color, share, labels, prevalence },
  y,
  scale,
}: {
  each: ClassShare;
  y: number;
  scale: number;
}) {
  const middle = y + ROW / 2;
  const end = NAME + Math.max(share, prevalence?.high ?? 0) * scale;
  return (
    <g>
      <title>{`${name}: ${formatCount(labels)} labels, ${formatPercent(share)}`}</title>
      <text
        x={NAME - 8}
        y={middle}
        textAnchor="end"
        dominantBaseline="central"
        style={{ fill: 'var(--mantine-color-text)' }}
      >
        {name.length > 14 ? `${name.slice(0, 13)}…` : name}
      </text>
      <rect x={NAME} y={y + 7} width={share * scale} height={ROW - 14} fill={color} className={classes.bar} />
      {prevalence ? (
        <g stroke="var(--mantine-color-text)" fill="var(--mantine-color-body)" strokeWidth={1.5}>
          <line
            className={classes.halo}
            x1={NAME + prevalence.low * scale - 1}
            x2={NAME + prevalence.high * scale + 1}
            y1={middle}
            y2={middle}
          />
          <line x1={NAME + prevalence.low * scale} x2={NAME + prevalence.high * scale} y1={middle} y2={middle} />
          <circle cx={NAME + prevalence.value * scale} cy={middle} r={3.5} />
        </g>
      ) : null}
      <text x={end + 8} y={middle} dominantBaseline="central">
        {formatCount(labels)} · {formatWholePercent(share)}
      </text>
    </g>
  );
}
