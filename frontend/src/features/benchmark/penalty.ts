import type { Arm } from '@/shared/api/benchmarks';
import type { Benchmark } from '@/shared/api/schema.gen';
import { formatWholePercent } from '@/shared/lib/format';

export type Penalty = NonNullable<Benchmark['penalty']>;

const titleIn = (arms: readonly Pick<Arm, 'name' | 'title'>[], name: string): string =>
  arms.find((arm) => arm.name === name)?.title ?? name;

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

export interface PenaltyRow {
  name: string;
  title: string;
  /** Against each other arm; null on the diagonal. */
  wins: (number | null)[];
  /** Mean over the others: how often it beats, and how often it is beaten. */
  beats: number;
  beaten: number;
}

/** The arm that beats most often first; columns in the same order. */
export function penaltyRows({ names, wins }: Penalty, arms: readonly Arm[]): PenaltyRow[] {
  const at = (winner: number, loser: number) => wins[winner]?.[loser] ?? 0;
  const others = (of: number) => names.map((_, other) => other).filter((other) => other !== of);
  const scored = names.map((name, row) => ({
    name,
    row,
    beats: mean(others(row).map((other) => at(row, other))),
    beaten: mean(others(row).map((other) => at(other, row))),
  }));
  const order = scored.sort((a, b) => b.beats - b.beaten - (a.beats - a.beaten));
  return order.map(({ name, row, beats, beaten }) => ({
    name,
    title: titleIn(arms, name),
    wins: order.map((column) => (column.row === row ? null : at(row, column.row))),
    beats,
    beaten,
  }));
}

/** The matrix in one sentence. */
export function penaltyWords(rows: readonly PenaltyRow[]): string {
  const [first] = rows;
  if (!first || rows.every((row) => row.beats === 0)) {
    return 'At no number of labels is one strategy clearly better than another.';
  }
  const never =
    first.beaten === 0 ? ' and is never clearly beaten' : `, and is beaten at ${formatWholePercent(first.beaten)}`;
  return `${first.title} is clearly better than another strategy at ${formatWholePercent(first.beats)} of the comparisons${never}.`;
}
