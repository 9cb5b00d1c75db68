import type { Arm, Point, Spread } from '@/shared/api/benchmarks';
import { placeOf, type AxisUnit, type CurveAxis } from '@/features/benchmark/axes';
import type { ChartTable } from '@/shared/charts/chart-frame';
import { formatCount, formatDuration, formatMoney, formatPercent } from '@/shared/lib/format';

export interface Spot {
  value: number;
  /** Ends of the 95 % interval; none of a single seed. */
  band: [low: number, high: number] | undefined;
  point: Point;
}

/** All arms at one place of the horizontal axis. Arms cost differently, so that few of them share a place. */
export interface CurveDatum {
  x: number;
  spots: Partial<Record<string, Spot>>;
}

export function bandOf({ low, high }: Spread): [number, number] | undefined {
  return low === null || high === null ? undefined : [low, high];
}

/** One row per place, rising; x in the unit of the axis. */
export function curveData(arms: readonly Arm[], axis: CurveAxis, { per }: AxisUnit): CurveDatum[] {
  const byPlace = new Map<number, CurveDatum>();
  for (const arm of arms) {
    for (const point of arm.points) {
      const x = placeOf(point, axis) / per;
      const datum = byPlace.get(x) ?? { x, spots: {} };
      datum.spots[arm.name] = { value: point.error.mean, band: bandOf(point.error), point };
      byPlace.set(x, datum);
    }
  }
  return [...byPlace.values()].sort((a, b) => a.x - b.x);
}

/** How far the dearest arm gets; 0 while nothing is measured. */
export const furthest = (arms: readonly Arm[], axis: CurveAxis): number =>
  Math.max(0, ...arms.flatMap((arm) => arm.points.map((point) => placeOf(point, axis))));

/** The part of the axis that the lines get at least: the intervals of two seeds would else flatten them. */
const LINES_SHARE = 0.5;

/**
 * What the vertical axis must show: every mean, and of the intervals as much as leaves the lines half of the height.
 * null while nothing is measured.
 */
export function errorRange(spreads: readonly Spread[]): { low: number; high: number; isCut: boolean } | null {
  if (spreads.length === 0) return null;
  const means = spreads.map((spread) => spread.mean);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const lows = spreads.map((spread) => Math.max(0, spread.low ?? spread.mean));
  const highs = spreads.map((spread) => Math.min(1, spread.high ?? spread.mean));
  const [lowest, highest] = [Math.min(...lows), Math.max(...highs)];
  const reach = Math.max(most - least, 0.01) * (1 / LINES_SHARE - 1) * 0.5;
  const low = Math.max(lowest, least - reach, 0);
  const high = Math.min(highest, most + reach, 1);
  const isCut = low > lowest + 1e-9 || high < highest - 1e-9;
  return low === high ? { low: Math.max(0, low - 0.01), high: high + 0.01, isCut } : { low, high, isCut };
}

/** "10.1 % to 13.2 %"; null for a single seed. */
export const intervalWords = ({ low, high }: Pick<Spread, 'low' | 'high'>): string | null =>
  low === null || high === null ? null : `${formatPercent(low)} to ${formatPercent(high)}`;

/** Half of the interval, in points: "± 1.2"; nothing for a single seed. */
export const halfWords = ({ low, high }: Pick<Spread, 'low' | 'high'>): string =>
  low === null || high === null ? '' : `± ${points((high - low) / 2)}`;

/** 0.0123 -> "1.2", -0.0123 -> "−1.2" */
export function points(fraction: number): string {
  const size = Math.abs(fraction * 100).toFixed(1);
  return fraction < 0 && size !== '0.0' ? `−${size}` : size;
}

/** Where labels beside the lines go: in the order of the lines, `gap` apart, none beyond the ends while there is room. */
export function spreadApart(
  wanted: readonly number[],
  gap: number,
  [top, bottom]: readonly [number, number],
): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = wanted.map((y) => Math.max(y, top));
  let edge = -Infinity;
  for (const at of order) {
    placed[at] = Math.max(placed[at] ?? 0, edge);
    edge = placed[at] + gap;
  }
  edge = bottom;
  for (const at of order.reverse()) {
    placed[at] = Math.min(placed[at] ?? 0, edge);
    edge = placed[at] - gap;
  }
  return placed;
}

export function curveTable(arms: readonly Arm[], currency: string): { data: ChartTable; shown: ChartTable } {
  const rows = arms.flatMap((arm) => arm.points.map((point) => ({ arm, point })));
  return {
    data: {
      columns: [
        'strategy',
        'round',
        'labels',
        `money_${currency}`,
        'machine_s',
        'people_s',
        'error',
        'sd',
        'low',
        'high',
        'seeds',
      ],
      rows: rows.map(({ arm, point: p }) => [
        arm.name,
        p.round,
        p.labels,
        p.money,
        p.machine_s,
        p.people_s,
        ...[p.error.mean, p.error.spread, p.error.low, p.error.high, p.error.n],
      ]),
    },
    shown: {
      columns: ['Strategy', 'Labels', 'Money', 'Machine', 'People', 'Error', '95 % interval', 'Seeds'],
      rows: rows.map(({ arm, point: p }) => [
        arm.title,
        formatCount(p.labels),
        formatMoney(p.money, currency),
        formatDuration(p.machine_s),
        formatDuration(p.people_s),
        formatPercent(p.error.mean),
        intervalWords(p.error),
        p.error.n,
      ]),
    },
  };
}
