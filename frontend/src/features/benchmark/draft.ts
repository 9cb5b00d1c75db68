import * as v from 'valibot';
import { BASELINE } from '@/features/benchmark/looks';
import { DEFAULT_STRATEGY } from '@/shared/api/constants.gen';
import type { BenchmarkSettings, Project } from '@/shared/api/schema.gen';

const Numeric = v.union([v.number(), v.literal('')]);
export type Numeric = v.InferOutput<typeof Numeric>;

export const MISTAKES = ['none', 'noise', 'confusion'] as const;

/** The form as it stands; shares in per cent. Also what a reload gets back. */
export const Draft = v.object({
  title: v.string(),
  strategies: v.array(v.string()),
  seeds: Numeric,
  initial: Numeric,
  query: Numeric,
  rounds: Numeric,
  /** '' is all of it. */
  pool: Numeric,
  /** '' is a fifth. */
  test: Numeric,
  judge: v.picklist(['fresh', 'own']),
  /** '' is none. */
  target: Numeric,
  count: Numeric,
  mistakes: v.picklist(MISTAKES),
  noise: Numeric,
  /** One row per true label, one share per given one. */
  confusion: v.array(v.array(Numeric)),
  seconds: Numeric,
  absence: Numeric,
});
export type Draft = v.InferOutput<typeof Draft>;

const ROUNDS = 6;
/** Of the items that may be asked, at most so much is: with all of them asked, every order ends the same. */
const MOST_ASKED = 0.5;
const TEST_SHARE = 0.2;

/** What one press starts: the project's strategy, the recommended one and random order, on the project's own batch. */
export function defaultDraft(project: Project, items: number): Draft {
  const most = Math.floor((items * (1 - TEST_SHARE) * MOST_ASKED) / (ROUNDS + 1));
  const batch = Math.max(1, Math.min(project.batch_size, most));
  return {
    title: '',
    strategies: [...new Set([DEFAULT_STRATEGY, project.strategy, BASELINE])],
    seeds: 3,
    initial: batch,
    query: batch,
    rounds: ROUNDS,
    pool: '',
    test: '',
    judge: 'fresh',
    target: '',
    count: 3,
    mistakes: 'none',
    noise: 5,
    confusion: confusionOf(project.labels.length, 10),
    seconds: 3,
    absence: 0,
  };
}

/** Wrong on so many per cent, evenly over the other labels. */
export function confusionOf(labels: number, wrong: number): number[][] {
  const each = Math.round((wrong / Math.max(1, labels - 1)) * 100) / 100;
  return Array.from({ length: labels }, (_, truth) =>
    Array.from({ length: labels }, (__, given) => (truth === given ? 100 - wrong : each)),
  );
}

const toPercent = (share: number) => Number((share * 100).toFixed(4));

/** The form of a benchmark that was played before. */
export function draftFrom(settings: BenchmarkSettings, labels: number): Draft {
  const { annotators, pool, test, target_error: target } = settings;
  const isNoisy = annotators.noise > 0;
  return {
    title: '',
    strategies: settings.strategies,
    seeds: settings.seeds,
    initial: settings.initial,
    query: settings.query,
    rounds: settings.rounds,
    pool: pool === 0 ? '' : pool,
    test: test === 0 ? '' : test,
    judge: settings.judge,
    target: target === null ? '' : toPercent(target),
    count: annotators.count,
    mistakes: annotators.confusion ? 'confusion' : isNoisy ? 'noise' : 'none',
    noise: isNoisy ? toPercent(annotators.noise) : 5,
    confusion: annotators.confusion?.map((row) => row.map(toPercent)) ?? confusionOf(labels, 10),
    seconds: annotators.seconds_per_label,
    absence: toPercent(annotators.absence),
  };
}

export function settingsOf(draft: Draft, source: BenchmarkSettings['source']): BenchmarkSettings {
  const { mistakes } = draft;
  return {
    title: draft.title.trim(),
    source,
    strategies: draft.strategies,
    seeds: Number(draft.seeds),
    initial: Number(draft.initial),
    query: Number(draft.query),
    rounds: Number(draft.rounds),
    pool: Number(draft.pool),
    test: Number(draft.test),
    judge: draft.judge,
    target_error: draft.target === '' ? null : draft.target / 100,
    annotators: {
      count: Number(draft.count),
      noise: mistakes === 'noise' ? Number(draft.noise) / 100 : 0,
      confusion:
        mistakes === 'confusion' ? draft.confusion.map((row) => row.map((share) => Number(share) / 100)) : null,
      seconds_per_label: Number(draft.seconds),
      absence: Number(draft.absence) / 100,
    },
  };
}
