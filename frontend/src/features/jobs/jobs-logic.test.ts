import { expect, test } from 'vitest';
import type { Job } from '@/shared/api/schema.gen';
import { endedSince, fewRounds, jobsInterval, projectOfPath, splitJobs } from './jobs-logic';

const job = (id: string, state: Job['state'], kind: Job['kind'] = 'import') => ({ id, state, kind }) as Job;

test('polling is quick only while something runs', () => {
  expect(jobsInterval([job('1', 'running')], false)).toBe(1000);
  expect(jobsInterval([job('1', 'waiting')], false)).toBe(1000);
  expect(jobsInterval([job('1', 'done')], 5000)).toBe(5000);
  expect(jobsInterval(undefined, 5000)).toBe(false);
});

test('running jobs come apart from ended ones', () => {
  const { active, ended } = splitJobs([job('1', 'running'), job('2', 'failed')]);
  expect([active.length, ended.length]).toEqual([1, 1]);
});

test('only what ran before and has ended is told, and no rounds', () => {
  const before = [job('1', 'running'), job('2', 'done'), job('round-3', 'running', 'round')];
  const now = [job('1', 'done'), job('2', 'done'), job('4', 'done'), job('round-3', 'done', 'round')];
  expect(endedSince(before, now).map((ended) => ended.id)).toEqual(['1']);
  expect(endedSince(undefined, now)).toEqual([]);
});

test('old rounds step back behind the other jobs', () => {
  const jobs = [1, 2, 3].map((number) => job(`round-${number}`, 'done', 'round')).concat(job('9', 'done'));
  expect(fewRounds(jobs, 2)).toEqual({ shown: [jobs[0], jobs[1], jobs[3]], hidden: 1 });
});

test('the drawer knows whose page it lies on', () => {
  expect(projectOfPath('/projects/7/people', new URLSearchParams())).toBe(7);
  expect(projectOfPath('/projects/new', new URLSearchParams('project=7'))).toBe(7);
  expect(projectOfPath('/projects/new', new URLSearchParams())).toBeUndefined();
  expect(projectOfPath('/', new URLSearchParams())).toBeUndefined();
});
