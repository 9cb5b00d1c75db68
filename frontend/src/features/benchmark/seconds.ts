import { niceTicks } from '@/features/benchmark/axes';
import type { Arm, Point } from '@/shared/api/benchmarks';
import type { ChartTable } from '@/shared/charts/chart-frame';
import { ROUND_PARTS, median, partsSum, secondsWords, type RoundPart } from '@/shared/charts/round-parts';

export const medianPart = (arms: readonly Arm[], part: RoundPart): number | null =>
  median(arms.flatMap((arm) => arm.points.map((point) => point[part])));

/** From zero, because bars stand on it; the same for all arms, because they are compared. */
export function secondsTicks(arms: readonly Arm[]): number[] {
  const most = Math.max(0.1, ...arms.flatMap((arm) => arm.points.map(partsSum)));
  return niceTicks(0, most, 4);
}

export interface Piece {
  part: number;
  from: number;
  to: number;
}

/** The parts of a round on top of each other, in seconds. */
export function piecesOf(point: Point): Piece[] {
  let from = 0;
  return ROUND_PARTS.map(({ key }, at) => {
    const piece = { part: at + 1, from, to: from + point[key] };
    from = piece.to;
    return piece;
  });
}

export interface Panel {
  arm: Arm;
  x: number;
  y: number;
  width: number;
}

export const PANEL = { least: 176, height: 148, gap: 16, left: 44 } as const;

/** One small picture per arm, as many in a row as fit. */
export function panelsOf(arms: readonly Arm[], width: number): { panels: Panel[]; height: number } {
  const room = width - PANEL.left;
  const most = Math.max(1, Math.floor((room + PANEL.gap) / (PANEL.least + PANEL.gap)));
  const rows = Math.ceil(arms.length / most);
  const columns = Math.ceil(arms.length / Math.max(1, rows));
  const each = (room - (columns - 1) * PANEL.gap) / Math.max(1, columns);
  const panels = arms.map((arm, at) => ({
    arm,
    x: PANEL.left + (at % columns) * (each + PANEL.gap),
    y: Math.floor(at / columns) * PANEL.height,
    width: each,
  }));
  return { panels, height: rows * PANEL.height };
}

export function secondsTable(arms: readonly Arm[]): { data: ChartTable; shown: ChartTable } {
  const rows = arms.flatMap((arm) => arm.points.map((point) => ({ arm, point })));
  const parts = (point: Point) => ROUND_PARTS.map(({ key }) => point[key]);
  return {
    data: {
      columns: ['strategy', 'round', 'labels', ...ROUND_PARTS.map(({ key }) => key), 'seeds'],
      rows: rows.map(({ arm, point }) => [arm.name, point.round, point.labels, ...parts(point), point.n]),
    },
    shown: {
      columns: ['Strategy', 'Round', 'Update', 'Scoring', 'Query', 'Other', 'Together'],
      rows: rows.map(({ arm, point }) => [
        arm.title,
        point.round,
        ...parts(point).map(secondsWords),
        secondsWords(partsSum(point)),
      ]),
    },
  };
}
