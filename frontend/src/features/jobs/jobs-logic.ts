import type { Job } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';

const BUSY_POLL_MS = 1_000;

/** Every second while something runs, else as slowly as the caller likes (false: not at all); never before the first answer. */
export function jobsInterval(jobs: readonly Job[] | undefined, idle: number | false): number | false {
  if (!jobs) return false;
  return jobs.some(isActive) ? BUSY_POLL_MS : idle;
}

export function splitJobs(jobs: readonly Job[]): { active: Job[]; ended: Job[] } {
  return { active: jobs.filter(isActive), ended: jobs.filter((job) => !isActive(job)) };
}

/** Rounds come by the dozen and would bury the rest: the newest few, and how many more there are. */
export function fewRounds(jobs: readonly Job[], most: number): { shown: Job[]; hidden: number } {
  const rounds = jobs.filter((job) => job.kind === 'round').map((job) => job.id);
  const later = new Set(rounds.slice(most));
  return { shown: jobs.filter((job) => !later.has(job.id)), hidden: later.size };
}

/** Jobs that ran when last seen and have ended since; rounds come too often to be told, previews show themselves. */
export function endedSince(before: readonly Job[] | undefined, now: readonly Job[]): Job[] {
  const running = new Set(before?.filter(isActive).map((job) => job.id));
  return now.filter((job) => running.has(job.id) && !isActive(job) && job.kind !== 'round' && job.kind !== 'preview');
}

/** /projects/7/people -> 7; /projects/new?project=7 -> 7 */
export function projectOfPath(path: string, params: URLSearchParams): number | undefined {
  const id = Number(/^\/projects\/(\d+)/.exec(path)?.[1] ?? (path === '/projects/new' ? params.get('project') : null));
  return Number.isInteger(id) && id > 0 ? id : undefined;
}
