import { expect, test } from 'vitest';
import { describeWorker } from '@/shared/ui/worker-state';

const worker = { round: 7, running: false, labels_behind: 0, worker_alive: true, worker_seen_at: null };

test('the round that runs is the one after the ranking in use', () => {
  expect(describeWorker(worker)).toBe('model up to date · round 7 done');
  expect(describeWorker({ ...worker, running: true })).toBe('model up to date · round 8 running');
  expect(describeWorker({ ...worker, round: null, running: true })).toBe('first round running');
});
