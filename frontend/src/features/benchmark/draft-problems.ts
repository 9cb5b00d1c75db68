import type { Draft } from '@/features/benchmark/draft';
import { ApiError } from '@/shared/api/errors';
import type { BenchmarkSettings } from '@/shared/api/schema.gen';

/** Fields as the server names them, so that its errors and ours meet at the same place. '' is for the rest. */
export type Field =
  Exclude<keyof BenchmarkSettings, 'annotators'> | `annotators.${keyof BenchmarkSettings['annotators']}` | '';
export type Problems = Partial<Record<Field, string>>;

interface Bound {
  key: keyof Draft;
  from: number;
  to: number;
  mayBeEmpty?: boolean;
}

const MOST_ITEMS = 10_000_000;

export const BOUNDS = {
  seeds: { key: 'seeds', from: 1, to: 20 },
  initial: { key: 'initial', from: 1, to: MOST_ITEMS },
  query: { key: 'query', from: 1, to: MOST_ITEMS },
  rounds: { key: 'rounds', from: 0, to: 200 },
  pool: { key: 'pool', from: 1, to: MOST_ITEMS, mayBeEmpty: true },
  test: { key: 'test', from: 1, to: MOST_ITEMS, mayBeEmpty: true },
  target_error: { key: 'target', from: 0, to: 100, mayBeEmpty: true },
  'annotators.count': { key: 'count', from: 1, to: 20 },
  'annotators.noise': { key: 'noise', from: 0, to: 100 },
  'annotators.seconds_per_label': { key: 'seconds', from: 0.1, to: 3600 },
  'annotators.absence': { key: 'absence', from: 0, to: 90 },
} as const satisfies Partial<Record<Field, Bound>>;

export type BoundField = keyof typeof BOUNDS;

const MOST_STRATEGIES = 8;

export function problemsOf(draft: Draft): Problems {
  const problems: Problems = {};
  for (const [field, bound] of Object.entries(BOUNDS) as [BoundField, Bound][]) {
    const words = outside(draft[bound.key], bound);
    if (words !== null) problems[field] = words;
  }
  if (draft.mistakes !== 'noise') delete problems['annotators.noise'];
  if (draft.strategies.length === 0) problems.strategies = 'Choose at least one strategy.';
  if (draft.strategies.length > MOST_STRATEGIES) problems.strategies = `Choose at most ${MOST_STRATEGIES} strategies.`;
  const matrix = draft.mistakes === 'confusion' ? confusionProblem(draft.confusion) : null;
  if (matrix !== null) problems['annotators.confusion'] = matrix;
  return problems;
}

function outside(value: Draft[keyof Draft], { from, to, mayBeEmpty }: Bound): string | null {
  if (value === '' && mayBeEmpty) return null;
  if (typeof value === 'number' && value >= from && value <= to) return null;
  return to === MOST_ITEMS ? `At least ${from}.` : `From ${from} to ${to}.`;
}

/** Thirds written with two digits do not add up to a hundred, and are meant to. */
const TOLERANCE = 1;

function confusionProblem(matrix: Draft['confusion']): string | null {
  const wrong = matrix.findIndex((row) => {
    const sum = row.reduce<number>((all, share) => all + Number(share), 0);
    return row.some((share) => share === '' || share < 0) || Math.abs(sum - 100) > TOLERANCE;
  });
  return wrong === -1 ? null : `Row ${wrong + 1} must add up to 100 %.`;
}

/** The server's errors by field; "annotators.confusion.0.1" belongs to the matrix. */
export function serverProblems(error: unknown): Problems {
  if (!(error instanceof ApiError)) return {};
  const problems: Partial<Record<string, string>> = {};
  for (const { attr, detail } of error.errors) {
    const field = (attr ?? '')
      .split('.')
      .filter((part) => !/^\d+$/.test(part))
      .join('.');
    problems[field] = problems[field] ? `${problems[field]} ${detail}` : detail;
  }
  return problems;
}
