import { bandOf, intervalWords, points } from '@/features/benchmark/figures';
import type { Arm, Spread } from '@/shared/api/benchmarks';
import type { ChartTable } from '@/shared/charts/chart-frame';
import { formatCount, formatPercent } from '@/shared/lib/format';

/** "15.0 % ± 1.0", mean and standard deviation over the seeds; the mean alone of one seed. */
export const meanWords = ({ mean, spread, n }: Spread): string =>
  n > 1 ? `${formatPercent(mean)} ± ${points(spread)}` : formatPercent(mean);

/** "312 ± 12", and in how many of the complete seeds where some never came so far. */
export function targetWords(spread: Spread | null, seeds: number): string {
  if (!spread) return 'not reached';
  const figure =
    spread.n > 1 ? `${formatCount(spread.mean)} ± ${formatCount(spread.spread)}` : formatCount(spread.mean);
  return spread.n < seeds ? `${figure}, in ${spread.n} of ${seeds} seeds` : figure;
}

export type Comparison = 'better' | 'worse' | 'within chance' | 'one seed';

/** What the paired interval of a difference in error says; below 0 is better. */
export function comparison(difference: Spread): Comparison {
  const band = bandOf(difference);
  if (!band) return 'one seed';
  if (band[1] < 0) return 'better';
  return band[0] > 0 ? 'worse' : 'within chance';
}

/** "−4.0 points (−6.0 to −2.0), better" */
export function againstWords(difference: Spread | null): string {
  if (!difference) return '–';
  const band = bandOf(difference);
  const interval = band ? ` (${points(band[0])} to ${points(band[1])})` : '';
  return `${points(difference.mean)} points${interval}, ${comparison(difference)}`;
}

const times = (factor: number): string => `${factor.toFixed(1)}×`;

/** "2.1× as many (1.8× to 2.4×)" for the same error. */
export function factorWords(factor: Spread | null): string {
  if (!factor) return '–';
  const band = bandOf(factor);
  const interval = band ? ` (${times(band[0])} to ${times(band[1])})` : '';
  return `${times(factor.mean)} as many${interval}`;
}

const speedWords = (speed: number | null): string => (speed === null ? '–' : times(speed));

/** The arm with the lowest mean error in the end; null before a second arm has a row. */
export function bestArm(arms: readonly Arm[]): string | null {
  const measured = arms.flatMap(({ name, row }) => (row ? [{ name, error: row.error.mean }] : []));
  if (measured.length < 2) return null;
  return measured.reduce((best, next) => (next.error < best.error ? next : best)).name;
}

/** As in the papers: what it errs in the end, what it erred on the way, what it took. */
export function resultsTable(arms: readonly Arm[], target: number | null): ChartTable {
  const hasTarget = target !== null;
  return {
    columns: [
      'Strategy',
      'Error ± SD',
      '95 % interval',
      'AUBC ± SD',
      ...(hasTarget ? [`Labels to ${formatPercent(target)}`] : []),
      'Speed-up',
      'Against random order',
      'Labels of random order',
    ],
    rows: arms.map(({ title, row }) => [
      title,
      row ? meanWords(row.error) : null,
      row ? intervalWords(row.error) : null,
      row ? meanWords(row.aubc) : null,
      ...(hasTarget ? [row ? targetWords(row.labels_to_target, row.error.n) : null] : []),
      row ? speedWords(row.speed_up) : null,
      row ? againstWords(row.against_random) : null,
      row ? factorWords(row.label_factor) : null,
    ]),
  };
}
