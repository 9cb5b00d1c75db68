import { expect, test } from 'vitest';
import type { Job } from '@/shared/api/schema.gen';
import { jobCounts, testJob } from '@/shared/test/test-job';
import { countWords, endWords, jobHref, percentDone, progressWords } from './job-words';

const job = testJob();

test('a running job says how far, how fast and how long', () => {
  expect(progressWords(job)).toBe('4,210 of 12,042 · 2,007 rows/s · 4 s left');
  expect(percentDone(job)).toBe(34);
});

test('a job without a total has no per cent', () => {
  expect(percentDone({ ...job, total: null })).toBeNull();
  expect(progressWords({ ...job, total: null, seconds_left: null })).toBe('4,210 · 2,007 rows/s');
});

test('a job that waits long says that a worker is missing', () => {
  const waiting: Job = { ...job, state: 'waiting' };
  const created = Date.parse(job.created_at);
  expect(progressWords(waiting, created + 2000)).toBe('Starts as soon as a worker is free.');
  expect(progressWords(waiting, created + 75_000)).toContain('Waiting for a worker for 1 min 15 s');
});

test('counts name only what happened', () => {
  expect(countWords({ counts: jobCounts({ added: 12_040, rejected: 2 }) })).toBe(
    '12,040 added, 2 left out',
  );
  expect(countWords({ counts: null })).toBe('');
});

test('an ended job says what is safe', () => {
  expect(endWords({ ...job, state: 'failed', error: 'The disk is full.' })).toBe('The disk is full.');
  expect(endWords({ ...job, state: 'cancelled' })).toBe('Cancelled. What was stored before stays.');
  expect(endWords({ ...job, state: 'done' })).toBe('12,042 rows read.');
});

test('a benchmark counts rounds, keeps what it measured, and has a page', () => {
  const benchmark: Job = { ...job, id: 'benchmark-12', kind: 'benchmark', done: 3, total: 42, seconds_left: null };
  expect(progressWords(benchmark)).toBe('3 of 42 rounds');
  expect(endWords({ ...benchmark, state: 'cancelled' })).toBe('Cancelled. What was measured before stays.');
  expect(endWords({ ...benchmark, state: 'done' })).toBe('42 rounds played.');
  expect(jobHref(benchmark)).toBe('/projects/1/benchmarks/12');
  expect(jobHref(job)).toBeNull();
});
