import { bandOf } from '@/features/benchmark/figures';
import type { Arm, Spread } from '@/shared/api/benchmarks';
import type { ChartTable } from '@/shared/charts/chart-frame';
import { formatCount, formatPercent } from '@/shared/lib/format';

export interface Estimated {
  value: number;
  /** Ends of the 95 % interval. */
  band: [low: number, high: number] | undefined;
}

export interface EstimateDatum {
  labels: number;
  measured: Estimated;
  audit?: Estimated;
  lure?: Estimated;
}

const estimated = (spread: Spread): Estimated => ({ value: spread.mean, band: bandOf(spread) });

export function estimateData({ points }: Arm): EstimateDatum[] {
  return points.map((point) => ({
    labels: point.labels,
    measured: estimated(point.error),
    ...(point.audit && { audit: estimated(point.audit) }),
    ...(point.lure && { lure: estimated(point.lure) }),
  }));
}

export const hasEstimates = (arm: Arm | undefined): boolean =>
  arm?.points.some((point) => point.audit !== null || point.lure !== null) ?? false;

/** The arm that was asked for, else the first one that has estimates. */
export const chosenArm = (arms: readonly Arm[], name: string | null): Arm | undefined =>
  arms.find((arm) => arm.name === name) ?? arms.find(hasEstimates) ?? arms[0];

/** Every mean and interval that is drawn, for the range of the axis. */
export const drawnSpreads = ({ points }: Arm): Spread[] =>
  points.flatMap((point) => [point.error, point.audit, point.lure].filter((spread) => spread !== null));

const numbers = (spread: Spread | null) => [spread?.mean, spread?.low, spread?.high];

function words(spread: Spread | null): string | null {
  if (!spread) return null;
  const ends = bandOf(spread);
  const interval = ends ? ` (${formatPercent(ends[0])} to ${formatPercent(ends[1])})` : '';
  return `${formatPercent(spread.mean)}${interval}`;
}

export function estimateTable({ points }: Arm): { data: ChartTable; shown: ChartTable } {
  const three = (name: string) => [name, `${name}_low`, `${name}_high`];
  return {
    data: {
      columns: ['round', 'labels', ...three('measured'), ...three('audit'), ...three('lure')],
      rows: points.map((point) => [
        point.round,
        point.labels,
        ...numbers(point.error),
        ...numbers(point.audit),
        ...numbers(point.lure),
      ]),
    },
    shown: {
      columns: ['Round', 'Labels', 'Measured', 'Audit items', 'LURE'],
      rows: points.map((point) => [
        point.round,
        formatCount(point.labels),
        words(point.error),
        words(point.audit),
        words(point.lure),
      ]),
    },
  };
}
