import { expect, test } from 'vitest';
import { testArm, testBenchmark, testSpread } from '@/features/benchmark/benchmark.test-data';
import { penaltyRows, penaltyWords } from '@/features/benchmark/penalty';
import {
  againstWords,
  bestArm,
  comparison,
  factorWords,
  meanWords,
  resultsTable,
  targetWords,
} from '@/features/benchmark/results';
import { armProgress, lossWords, planWords, pollWhile, runningWords } from '@/features/benchmark/words';

const { arms, penalty } = testBenchmark();

test('a mean comes with its deviation, or alone of one seed', () => {
  expect(meanWords(testSpread(0.15))).toBe('15.0 % ± 1.0');
  expect(meanWords(testSpread(0.15, null))).toBe('15.0 %');
});

test('a difference says which way, how sure, and when it is chance', () => {
  expect(againstWords({ ...testSpread(-0.04), low: -0.06, high: -0.02 })).toBe('−4.0 points (−6.0 to −2.0), better');
  expect(comparison({ ...testSpread(0.04), low: 0.01, high: 0.07 })).toBe('worse');
  expect(againstWords(testSpread(0.01))).toBe('1.0 points (−1.0 to 3.0), within chance');
  expect(againstWords(testSpread(0.01, null))).toBe('1.0 points, one seed');
  expect(againstWords(null)).toBe('–');
});

test('one seed has no interval of how many labels random order needs', () => {
  expect(factorWords({ ...testSpread(0, null), mean: 3 })).toBe('3.0× as many');
});

test('a target that some seeds miss says how many', () => {
  expect(targetWords(null, 3)).toBe('not reached');
  expect(targetWords({ ...testSpread(0), mean: 312, spread: 12 }, 3)).toBe('312 ± 12');
  expect(targetWords({ ...testSpread(0, null), mean: 312 }, 3)).toBe('312, in 1 of 3 seeds');
});

test('the table is that of the papers; without a target it has no column for it', () => {
  expect(resultsTable(arms, 0.2).rows).toEqual([
    [
      'Recommended',
      '15.0 % ± 1.0',
      '13.0 % to 17.0 %',
      '22.0 % ± 1.0',
      '312 ± 12',
      '4.2×',
      '−4.0 points (−6.0 to −2.0), better',
      '2.1× as many (1.8× to 2.4×)',
    ],
    ['Random order', '19.5 % ± 1.0', '17.5 % to 21.5 %', '26.0 % ± 1.0', 'not reached', '1.0×', '–', '–'],
  ]);
  expect(resultsTable(arms, null).columns).toHaveLength(7);
  expect(resultsTable([testArm('svp', [])], null).rows[0]?.slice(1)).toEqual([null, null, null, null, null, null]);
});

test('seeds that are still played do not count as having missed the target', () => {
  const [arm] = arms;
  const early = { ...testSpread(0, null), mean: 312 };
  const row = arm?.row ? { ...arm.row, error: testSpread(0.15, null), labels_to_target: early } : null;
  expect(resultsTable(arm ? [{ ...arm, row }] : [], 0.2).rows[0]?.[4]).toBe('312');
});

test('the best arm needs a second one to be better than', () => {
  expect(bestArm(arms)).toBe('default');
  expect(bestArm(arms.slice(0, 1))).toBeNull();
});

test('the penalty matrix begins with the strategy that wins most', () => {
  const rows = penaltyRows(
    {
      names: ['random', 'clactive', 'default'],
      wins: [
        [0, 0, 0],
        [0.5, 0, 0],
        [1, 0.25, 0],
      ],
    },
    arms,
  );
  expect(rows.map((row) => row.title)).toEqual(['Recommended', 'clactive', 'Random order']);
  expect(rows[0]?.wins).toEqual([null, 0.25, 1]);
  expect(rows[2]?.beaten).toBe(0.75);
  expect(penaltyWords(rows)).toBe(
    'Recommended is clearly better than another strategy at 63 % of the comparisons and is never clearly beaten.',
  );
});

test('a matrix without wins says so', () => {
  expect(penalty).not.toBeNull();
  const wins = [
    [0, 0],
    [0, 0],
  ];
  expect(penaltyWords(penaltyRows({ names: ['default', 'random'], wins }, arms))).toContain('At no number of labels');
});

test('progress in words', () => {
  const created_at = '2026-01-01T10:00:00Z';
  expect(runningWords({ state: 'running', done: 12, total: 42, seconds_left: 250, created_at })).toBe(
    '12 of 42 rounds · about 4 min 10 s left',
  );
  expect(runningWords({ state: 'waiting', done: 0, total: 42, seconds_left: null, created_at })).toContain(
    'Nothing is lost',
  );
  const [run] = testArm('default', []).runs;
  expect(armProgress({ runs: run ? [run, { ...run, state: 'failed' }, { ...run, state: 'running' }] : [] })).toBe(
    '1 of 3 seeds complete, 1 failed',
  );
  expect(pollWhile({ state: 'running' }, 2000)).toBe(2000);
  expect(pollWhile({ state: 'done' }, 2000)).toBe(false);
});

test('a plan says runs, rounds, labels and minutes, and what is not known stays unsaid', () => {
  const plan = { pool: 4000, test: 1000, labels: 700, runs: 20, rounds: 140, minutes: 11.2, detail: '' };
  expect(planWords(plan)).toBe('20 runs of 7 rounds, 700 labels each; about 12 min on this machine.');
  expect(planWords({ ...plan, minutes: null })).toBe('20 runs of 7 rounds, 700 labels each.');
  expect(planWords({ ...plan, minutes: 0.2 })).toContain('about a minute');
  expect(lossWords({ strategies: ['a', 'b'], seeds: 10, done: 140 })).toBe(
    '20 runs with 140 measured rounds are lost.',
  );
});
