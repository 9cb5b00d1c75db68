import type { Arm, Point, Spread } from '@/shared/api/benchmarks';
import type { Benchmark, BenchmarkRow, BenchmarkSettings } from '@/shared/api/schema.gen';

/** A mean over three seeds with its interval; `reach` null is a single seed. */
export const testSpread = (mean: number, reach: number | null = 0.02): Spread => ({
  mean,
  spread: reach === null ? 0 : 0.01,
  low: reach === null ? null : Number((mean - reach).toFixed(6)),
  high: reach === null ? null : Number((mean + reach).toFixed(6)),
  n: reach === null ? 1 : 3,
});

export const testPoint = (round: number, changes: Partial<Point> = {}): Point => ({
  round,
  labels: 100 * (round + 1),
  money: 12 * (round + 1),
  people_s: 300 * (round + 1),
  machine_s: 5 * (round + 1),
  error: testSpread(0.3 - round * 0.05),
  proxy_error: null,
  audit: null,
  lure: null,
  update_s: 3,
  score_s: 1,
  query_s: 0.5,
  other_s: 0.5,
  n: 3,
  ...changes,
});

export const testArm = (name: string, points: Point[], changes: Partial<Arm> = {}): Arm => ({
  name,
  title: `Title of ${name}`,
  runs: [0, 1, 2].map((seed) => ({ seed, state: 'done', done: 7, total: 7, error: '' })),
  points,
  row: null,
  ...changes,
});

export const testSettings: BenchmarkSettings = {
  title: 'First look',
  source: 'truth',
  strategies: ['default', 'random'],
  seeds: 3,
  initial: 100,
  query: 100,
  rounds: 6,
  pool: 0,
  test: 0,
  judge: 'fresh',
  target_error: 0.2,
  annotators: { count: 3, noise: 0, confusion: null, seconds_per_label: 3, absence: 0 },
};

export const testRow = (changes: Partial<BenchmarkRow> = {}): BenchmarkRow => ({
  id: 12,
  project: 1,
  title: 'First look',
  source: 'truth',
  state: 'done',
  done: 42,
  total: 42,
  seconds_left: null,
  created_at: '2026-01-01T10:00:00Z',
  started_at: '2026-01-01T10:00:05Z',
  finished_at: '2026-01-01T10:12:05Z',
  sentence: 'With 700 labels Recommended errs on 5.0 % (± 2.0) of items, Random order on 9.0 % (± 2.0).',
  error: '',
  can_cancel: false,
  strategies: ['default', 'random'],
  seeds: 3,
  ...changes,
});

const rounds = [0, 1, 2, 3];

export const testBenchmark = (changes: Partial<Benchmark> = {}): Benchmark => ({
  ...testRow(),
  settings: testSettings,
  currency: 'EUR',
  judge_name: 'ResNet-18, trained anew on all labels',
  test_items: 1000,
  pool_items: 4000,
  target_error: 0.2,
  hardware: 'Xeon, 2 cores',
  digest: '3f9ac1',
  advice: { strategy: 'default', certainty: 'clear', sentence: 'Take Recommended: it needs 200 labels less.' },
  arms: [
    testArm(
      'default',
      rounds.map((round) => testPoint(round)),
      {
        title: 'Recommended',
        row: {
          error: testSpread(0.15),
          aubc: testSpread(0.22),
          labels_to_target: { ...testSpread(0), mean: 312, spread: 12, low: 290, high: 334 },
          speed_up: 4.2,
          against_random: { ...testSpread(-0.04), low: -0.06, high: -0.02 },
          label_factor: { ...testSpread(2.1), low: 1.8, high: 2.4 },
        },
      },
    ),
    testArm(
      'random',
      rounds.map((round) => testPoint(round, { error: testSpread(0.33 - round * 0.045), machine_s: 2 * (round + 1) })),
      {
        title: 'Random order',
        row: {
          error: testSpread(0.195),
          aubc: testSpread(0.26),
          labels_to_target: null,
          speed_up: 1,
          against_random: null,
          label_factor: null,
        },
      },
    ),
  ],
  penalty: {
    names: ['default', 'random'],
    wins: [
      [0, 0.75],
      [0, 0],
    ],
  },
  ...changes,
});
