import { SegmentedControl, Skeleton } from '@mantine/core';
import { Suspense, lazy } from 'react';
import {
  AXES,
  AXIS_NAMES,
  axisTitle,
  axisUnit,
  niceTicks,
  type CurveAxis,
  type Frame,
} from '@/features/benchmark/axes';
import { curveTable, errorRange, furthest } from '@/features/benchmark/figures';
import type { Look } from '@/features/benchmark/looks';
import type { Arm } from '@/shared/api/benchmarks';
import type { Benchmark } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import { formatCount } from '@/shared/lib/format';
import { isActive } from '@/shared/lib/job-words';

// Charts come after the words: the library behind them is heavier than the rest of the page.
const CurvesChart = lazy(() => import('@/features/benchmark/curves-chart'));

/** One frame over all benchmarks on the page, so that a lower line is a lower error in both pictures. */
export function frameOf(benchmarks: readonly Benchmark[], axis: CurveAxis): Frame & { isCut: boolean } {
  const arms = benchmarks.flatMap((benchmark) => benchmark.arms);
  const most = furthest(arms, axis);
  const unit = axisUnit(axis, most, benchmarks[0]?.currency ?? '');
  const xMost = most > 0 ? most / unit.per : 1;
  const range = errorRange(arms.flatMap((arm) => arm.points.map((point) => point.error)));
  return {
    axis,
    unit,
    xMost,
    xTicks: niceTicks(0, xMost).filter((tick) => tick <= xMost),
    yTicks: range ? niceTicks(range.low, range.high) : [0, 1],
    isCut: range?.isCut ?? false,
  };
}

/** Axes on which there is anything to see. */
export const usableAxes = (arms: readonly Arm[]): CurveAxis[] =>
  AXES.filter((axis) => axis === 'labels' || furthest(arms, axis) > 0);

interface CurvesPanelProps {
  benchmark: Benchmark;
  looks: ReadonlyMap<string, Look>;
  frame: Frame & { isCut: boolean };
  axes: CurveAxis[];
  onAxis: (axis: CurveAxis) => void;
}

export function CurvesPanel({ benchmark, looks, frame, axes, onAxis }: CurvesPanelProps) {
  const { arms, currency, title } = benchmark;
  const isEmpty = arms.every((arm) => arm.points.length === 0);
  return (
    <ChartFrame
      title={`Error against ${axisTitle(frame.axis, frame.unit)}`}
      note={noteWords(benchmark, frame)}
      file={[title, `error-${frame.axis}`]}
      {...curveTable(arms, currency)}
      empty={isEmpty ? 'No points yet. The first comes when the first round has been measured.' : undefined}
      controls={
        <SegmentedControl
          size="xs"
          aria-label="Horizontal axis"
          value={frame.axis}
          onChange={(value) => onAxis(AXES.find((axis) => axis === value) ?? 'labels')}
          transitionDuration={0}
          data={axes.map((axis) => ({ value: axis, label: AXIS_NAMES[axis] }))}
        />
      }
    >
      <Suspense fallback={<Skeleton h={320} />}>
        <CurvesChart arms={arms} looks={looks} frame={frame} />
      </Suspense>
    </ChartFrame>
  );
}

function noteWords(benchmark: Benchmark, { yTicks, isCut }: Frame & { isCut: boolean }): string {
  const { test_items: test, seeds } = benchmark;
  const items = test === null ? 'test items' : `${formatCount(test)} test items`;
  return [
    `Line: mean share of ${items} on which the model is wrong; lower is better.`,
    seeds > 1 ? 'Band: 95 % interval over the seeds.' : 'One seed has no interval.',
    isActive(benchmark) ? 'While it runs, some points stand on fewer seeds than others.' : '',
    isCut ? 'Wide bands run out of the picture.' : '',
    (yTicks[0] ?? 0) > 0 ? 'The vertical axis does not start at zero.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}
