import type { Job } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';

const BUSY_POLL_MS = 1_000;
const IDLE_POLL_MS = 15_000;
const MOST_FILES = 10;

/** The newest exports first; those that run are among them. */
export const filesOf = (jobs: readonly Job[]): Job[] =>
  jobs.filter((job) => job.kind === 'export').slice(0, MOST_FILES);

/** Every second while a file is being made; never before the first answer. */
export function resultsInterval(jobs: readonly Job[] | undefined): number | false {
  if (!jobs) return false;
  return filesOf(jobs).some(isActive) ? BUSY_POLL_MS : IDLE_POLL_MS;
}
