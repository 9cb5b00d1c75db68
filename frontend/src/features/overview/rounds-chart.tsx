import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { RoundRow } from '@/shared/api/schema.gen';
import { ROUND_PARTS, partsSum, secondsWords } from '@/shared/charts/round-parts';
import classes from '@/shared/charts/series.module.css';
import { formatClock, formatDuration, formatPlural } from '@/shared/lib/format';

const TICK = { fontSize: 12 };

export default function RoundsChart({ rounds }: { rounds: RoundRow[] }) {
  const isQuick = Math.max(...rounds.map(partsSum)) < 1;
  const marks = new Map(rounds.map((round) => [round.number, MARKS[round.status]]));
  return (
    <div className={classes.series}>
      <ResponsiveContainer width="100%" height={224}>
        <BarChart data={rounds} margin={{ top: 8, right: 8, bottom: 4, left: 0 }} maxBarSize={40} title="Rounds">
          <CartesianGrid vertical={false} stroke="var(--app-line)" />
          <XAxis
            dataKey="number"
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: 'var(--app-line)' }}
            tickFormatter={(number: number) => `${number}${marks.get(number) ?? ''}`}
            height={24}
          />
          <YAxis
            domain={[0, isQuick ? 1 : 'auto']}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={48}
            tickFormatter={(seconds: number) => `${seconds}\u00a0s`}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--app-track)', opacity: 0.5 }}
            content={({ payload }) => <Tip round={payload[0]?.payload as RoundRow | undefined} />}
          />
          {ROUND_PARTS.map(({ key, name }, at) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              stackId="seconds"
              fill={`var(--series-${at + 1})`}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

const MARKS: Record<RoundRow['status'], string> = { done: '', running: ' …', failed: ' ✕', cancelled: ' –' };

function Tip({ round }: { round: RoundRow | undefined }) {
  if (!round) return null;
  return (
    <div className={classes.tip}>
      <strong>Round {round.number}</strong>
      {round.status === 'done' ? null : `, ${round.status}`} · {formatDuration(partsSum(round))}
      <br />
      {ROUND_PARTS.map(({ key, name }) => `${name} ${secondsWords(round[key])}`).join(', ')}
      <br />
      {formatPlural(round.labels_new, 'new label')}
      {round.started_at ? ` · ${formatClock(round.started_at)}` : null}
    </div>
  );
}
