import type { Job, JobKind, JobState } from '@/shared/api/schema.gen';
import { formatCount, formatDuration, formatPlural } from '@/shared/lib/format';

/** After so many seconds without a start the words say what is missing. */
const PATIENCE_S = 10;

export const isActive = (job: Pick<Job, 'state'>): boolean => job.state === 'waiting' || job.state === 'running';

export const STATE_WORDS: Record<JobState, string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** 0 to 100; null while the total is not known. */
export function percentDone({ done, total, state }: Pick<Job, 'done' | 'total' | 'state'>): number | null {
  if (state === 'done') return 100;
  if (total === null || total === 0) return null;
  return Math.min(100, Math.floor((done / total) * 100));
}

/** "4,210 of 12,042 · 2,007 rows/s · 4 s left" */
export function progressWords(job: Job, now: number = Date.now()): string {
  if (job.state === 'waiting') return waitingWords(job, now);
  const unit = job.kind === 'benchmark' ? ' rounds' : '';
  const done = formatCount(job.done);
  const parts = [job.total === null ? done : `${done} of ${formatCount(job.total)}${unit}`];
  if (job.rate !== null && job.rate > 0 && unit === '') parts.push(`${formatCount(job.rate)} rows/s`);
  if (job.seconds_left !== null) parts.push(`${leftWords(job.seconds_left)} left`);
  return parts.join(' · ');
}

/** Whole seconds: tenths that count down only flicker. */
export function leftWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 60 ? `${whole} s` : formatDuration(whole);
}

export function waitingWords(job: Pick<Job, 'created_at'>, now: number): string {
  const waited = (now - Date.parse(job.created_at)) / 1000;
  if (waited < PATIENCE_S) return 'Starts as soon as a worker is free.';
  return `Waiting for a worker for ${formatDuration(waited)}. Nothing is lost; it starts when one is back.`;
}

/** "12,040 added, 2 left out" */
export function countWords({ counts }: Pick<Job, 'counts'>): string {
  if (!counts) return '';
  const parts = [`${formatCount(counts.added)} added`];
  if (counts.updated > 0) parts.push(`${formatCount(counts.updated)} updated`);
  if (counts.unchanged > 0) parts.push(`${formatCount(counts.unchanged)} unchanged`);
  if (counts.rejected > 0) parts.push(`${formatCount(counts.rejected)} left out`);
  if (counts.answers > 0) parts.push(`${formatPlural(counts.answers, 'answer')} of ${peopleWords(counts.people)}`);
  if (counts.skips > 0) parts.push(formatPlural(counts.skips, 'skip'));
  if (counts.suggestions > 0) parts.push(formatPlural(counts.suggestions, 'suggestion'));
  return parts.join(', ');
}

const peopleWords = (people: number) => (people === 1 ? '1 person' : `${formatCount(people)} people`);

const TOTAL_WORDS: Record<JobKind, (total: number) => string> = {
  import: (total) => `${formatPlural(total, 'row')} read.`,
  preview: (total) => `${formatPlural(total, 'row')} looked at.`,
  export: (total) => `${formatPlural(total, 'row')} written.`,
  round: (total) => `${formatPlural(total, 'item')} scored.`,
  oracle: (total) => `${formatPlural(total, 'answer')} given.`,
  benchmark: (total) => `${formatPlural(total, 'round')} played.`,
  features: (total) => `${formatPlural(total, 'row')} computed.`,
};

/** One sentence for the moment a job ends. */
export function endWords(job: Job): string {
  if (job.state === 'failed') return job.error || 'It stopped before its end.';
  if (job.state === 'cancelled' && job.kind === 'preview') return 'Cancelled. The file was not kept.';
  if (job.state === 'cancelled') {
    if (job.kind === 'round') return `Cancelled. ${job.error} Labels are safe; the order stays as it was.`;
    return `Cancelled. What was ${job.kind === 'benchmark' ? 'measured' : 'stored'} before stays.`;
  }
  if (job.kind === 'export' && job.message) return job.message;
  const counts = countWords(job);
  if (counts) return `${counts}.`;
  return job.total === null ? 'Done.' : TOTAL_WORDS[job.kind](job.total);
}

/** The page where a job's result is looked at; null where there is none. Benchmarks are named "benchmark-12". */
export function jobHref({ id, kind, project }: Pick<Job, 'id' | 'kind' | 'project'>): string | null {
  const number = /^benchmark-(\d+)$/.exec(id)?.[1];
  return kind === 'benchmark' && number ? `/projects/${project}/benchmarks/${number}` : null;
}
