import type { Job, JobCounts } from '@/shared/api/schema.gen';

/** An import in full swing, with changes on top. */
export const testJob = (changes: Partial<Job> = {}): Job => ({
  id: '17',
  kind: 'import',
  title: 'Import reviews.csv',
  project: 1,
  project_name: 'Shop reviews',
  state: 'running',
  done: 4210,
  total: 12_042,
  rate: 2007,
  seconds_left: 3.9,
  started_at: '2026-01-01T10:00:00Z',
  finished_at: null,
  created_at: '2026-01-01T10:00:00Z',
  message: '',
  error: '',
  problems: 0,
  counts: null,
  can_cancel: true,
  download_url: null,
  file: null,
  problems_url: null,
  log: [],
  ...changes,
});

/** Of an import that brought nothing, but for what is said. */
export function jobCounts(counts: Partial<JobCounts> = {}): JobCounts {
  const none = { answers: 0, skips: 0, truths: 0, suggestions: 0, people: 0 };
  return { added: 0, unchanged: 0, updated: 0, rejected: 0, ...none, ...counts };
}
