/** What the worker spends a round's seconds on, in the order in which it happens. */
export const ROUND_PARTS = [
  { key: 'update_s', name: 'update' },
  { key: 'score_s', name: 'scoring' },
  { key: 'query_s', name: 'query' },
  { key: 'other_s', name: 'other' },
] as const;

export type RoundPart = (typeof ROUND_PARTS)[number]['key'];

export const partsSum = (round: Record<RoundPart, number>): number =>
  ROUND_PARTS.reduce((sum, { key }) => sum + round[key], 0);

/** The middle value; null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** Tenths of a second; what is quicker than one says so instead of claiming nothing. */
export const secondsWords = (seconds: number): string =>
  seconds > 0 && seconds < 0.05 ? '< 0.1 s' : `${seconds.toFixed(1)} s`;
