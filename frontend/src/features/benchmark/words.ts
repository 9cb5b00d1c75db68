import type { Arm, Certainty } from '@/shared/api/benchmarks';
import type { BenchmarkPlan, BenchmarkRow } from '@/shared/api/schema.gen';
import { formatCount, formatDuration, formatPlural } from '@/shared/lib/format';
import { isActive, leftWords, waitingWords } from '@/shared/lib/job-words';

export const CERTAINTY_WORDS: Record<Certainty, string> = {
  clear: 'Clear difference',
  leaning: 'Leaning',
  noise: 'Within chance',
  early: 'Too early to say',
};

/** Answered from what; in the words of the form. */
export const SOURCE_WORDS: Record<BenchmarkRow['source'], string> = {
  truth: 'known answers',
  labels: 'labels already given',
};

/** "12 of 42 rounds · 4 min left" */
export function runningWords(
  row: Pick<BenchmarkRow, 'state' | 'done' | 'total' | 'seconds_left' | 'created_at'>,
): string {
  if (row.state === 'waiting') return waitingWords(row, Date.now());
  const parts = [`${formatCount(row.done)} of ${formatPlural(row.total, 'round')}`];
  if (row.seconds_left !== null) parts.push(`about ${leftWords(row.seconds_left)} left`);
  return parts.join(' · ');
}

/** "2 of 3 seeds complete, 1 failed" */
export function armProgress({ runs }: Pick<Arm, 'runs'>): string {
  const done = runs.filter((run) => run.state === 'done').length;
  const failed = runs.filter((run) => run.state === 'failed').length;
  return `${done} of ${formatPlural(runs.length, 'seed')} complete${failed > 0 ? `, ${failed} failed` : ''}`;
}

/** "20 runs of 7 rounds, 700 labels each; about 12 min on this machine." */
export function planWords({ runs, rounds, labels, minutes }: BenchmarkPlan): string {
  const each = formatPlural(Math.round(rounds / Math.max(1, runs)), 'round');
  const time = minutes === null ? '' : `; about ${minutesWords(minutes)} on this machine`;
  return `${formatPlural(runs, 'run')} of ${each}, ${formatPlural(labels, 'label')} each${time}.`;
}

const minutesWords = (minutes: number): string => (minutes < 1 ? 'a minute' : formatDuration(Math.ceil(minutes) * 60));

/** What a deletion takes with it. */
export function lossWords({ strategies, seeds, done }: Pick<BenchmarkRow, 'strategies' | 'seeds' | 'done'>): string {
  return `${formatPlural(strategies.length * seeds, 'run')} with ${formatPlural(done, 'measured round')} are lost.`;
}

export const pollWhile = (row: Pick<BenchmarkRow, 'state'> | undefined, every: number): number | false =>
  row && isActive(row) ? every : false;
