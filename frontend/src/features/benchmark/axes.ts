import type { Point } from '@/shared/api/benchmarks';

export const AXES = ['labels', 'money', 'machine', 'people'] as const;
export type CurveAxis = (typeof AXES)[number];

export const AXIS_NAMES: Record<CurveAxis, string> = {
  labels: 'Labels',
  money: 'Money',
  machine: 'Machine time',
  people: 'People’s time',
};

export const parseAxis = (text: string | null): CurveAxis => AXES.find((axis) => axis === text) ?? 'labels';

/** How far along an axis a point stands: labels, money, or seconds. */
export function placeOf(point: Point, axis: CurveAxis): number {
  switch (axis) {
    case 'labels':
      return point.labels;
    case 'money':
      return point.money;
    case 'machine':
      return point.machine_s;
    case 'people':
      return point.people_s;
  }
}

/** A unit for an axis: a place divided by `per` is a figure in it. */
export interface AxisUnit {
  per: number;
  unit: string;
}

const TIME_UNITS: readonly (AxisUnit & { upTo: number })[] = [
  { upTo: 180, per: 1, unit: 's' },
  { upTo: 7_200, per: 60, unit: 'min' },
  { upTo: Infinity, per: 3_600, unit: 'h' },
];

/** Time in the largest unit that still gives whole figures: seconds up to three minutes, minutes up to two hours. */
export function axisUnit(axis: CurveAxis, most: number, currency: string): AxisUnit {
  if (axis === 'labels') return { per: 1, unit: 'labels' };
  if (axis === 'money') return { per: 1, unit: currency };
  const { per, unit } = TIME_UNITS.find(({ upTo }) => most <= upTo) ?? { per: 1, unit: 's' };
  return { per, unit };
}

/** "labels", "money (EUR)", "machine time (min)" */
export const axisTitle = (axis: CurveAxis, { unit }: AxisUnit): string =>
  axis === 'labels' ? 'labels' : `${AXIS_NAMES[axis].toLowerCase()} (${unit})`;

/** What the axes of the curves show: the same for every benchmark on the page, so that pictures can be compared. */
export interface Frame {
  axis: CurveAxis;
  unit: AxisUnit;
  /** The horizontal axis ends where the dearest line ends, so that names stand right beside it. */
  xMost: number;
  xTicks: number[];
  yTicks: number[];
}

const STEPS = [1, 2, 5, 10];

/** Round figures that hold low and high, about `most` steps apart at the finest. low < high. */
export function niceTicks(low: number, high: number, most = 5): number[] {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (STEPS.find((each) => each * power >= raw * (1 - 1e-9)) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
