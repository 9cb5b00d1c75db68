import type { Draft } from '@/features/benchmark/draft';
import { BENCHMARK_BOUNDS, MAX_PLAYED, MAX_STRATEGIES } from '@/shared/api/constants.gen';
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

const PERCENT = 100;

/** The server's bounds, in the unit of the form. */
function within(field: keyof typeof BENCHMARK_BOUNDS, unit = 1): { from: number; to: number } {
  const [low, high] = BENCHMARK_BOUNDS[field];
  return { from: low * unit, to: high * unit };
}

export const BOUNDS = {
  seeds: { key: 'seeds', ...within('seeds') },
  initial: { key: 'initial', ...within('initial') },
  query: { key: 'query', ...within('query') },
  rounds: { key: 'rounds', ...within('rounds') },
  // For the server 0 is "all" or "a share"; here the field is empty then.
  pool: { key: 'pool', ...within('pool'), from: 1, mayBeEmpty: true },
  test: { key: 'test', ...within('test'), from: 1, mayBeEmpty: true },
  target_error: { key: 'target', ...within('target_error', PERCENT), mayBeEmpty: true },
  'annotators.count': { key: 'count', ...within('annotators.count') },
  'annotators.noise': { key: 'noise', ...within('annotators.noise', PERCENT) },
  'annotators.seconds_per_label': { key: 'seconds', ...within('annotators.seconds_per_label') },
  'annotators.absence': { key: 'absence', ...within('annotators.absence', PERCENT) },
} as const satisfies Partial<Record<Field, Bound>>;

export type BoundField = keyof typeof BOUNDS;

export function problemsOf(draft: Draft): Problems {
  const problems: Problems = {};
  for (const [field, bound] of Object.entries(BOUNDS) as [BoundField, Bound][]) {
    const words = outside(draft[bound.key], bound);
    if (words !== null) problems[field] = words;
  }
  if (draft.mistakes !== 'noise') delete problems['annotators.noise'];
  if (draft.strategies.length === 0) problems.strategies = 'Choose at least one strategy.';
  if (draft.strategies.length > MAX_STRATEGIES) problems.strategies = `Choose at most ${MAX_STRATEGIES} strategies.`;
  const matrix = draft.mistakes === 'confusion' ? confusionProblem(draft.confusion) : null;
  if (matrix !== null) problems['annotators.confusion'] = matrix;
  return problems;
}

function outside(value: Draft[keyof Draft], { from, to, mayBeEmpty }: Bound): string | null {
  if (value === '' && mayBeEmpty) return null;
  if (typeof value === 'number' && value >= from && value <= to) return null;
  return to === MAX_PLAYED ? `At least ${from}.` : `From ${from} to ${to}.`;
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
