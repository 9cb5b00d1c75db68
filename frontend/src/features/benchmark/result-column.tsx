import { Title } from '@mantine/core';
import classes from '@/features/benchmark/benchmark.module.css';
import { CurvesPanel } from '@/features/benchmark/curves-panel';
import type { CurveAxis, Frame } from '@/features/benchmark/axes';
import { EstimatesPanel } from '@/features/benchmark/estimates-panel';
import { Facts } from '@/features/benchmark/facts';
import { Lead } from '@/features/benchmark/lead';
import type { Look } from '@/features/benchmark/looks';
import { PenaltyTable } from '@/features/benchmark/penalty-table';
import { ProgressPanel } from '@/features/benchmark/progress-panel';
import { ResultsTable } from '@/features/benchmark/results-table';
import { SecondsPanel } from '@/features/benchmark/seconds-panel';
import type { Benchmark, Project } from '@/shared/api/schema.gen';

export interface ResultView {
  project: Project;
  looks: ReadonlyMap<string, Look>;
  frame: Frame & { isCut: boolean };
  axes: CurveAxis[];
  /** Scale of the seconds, over all benchmarks on the page. */
  secondsTicks: number[];
  onAxis: (axis: CurveAxis) => void;
}

/** One benchmark from the verdict to the small print: eight rows, so that two of them stand beside each other. */
export function ResultColumn({
  benchmark,
  view,
  isAlone,
}: {
  benchmark: Benchmark;
  view: ResultView;
  isAlone: boolean;
}) {
  const { project, looks, frame, axes, onAxis, secondsTicks } = view;
  return (
    <article className={`${classes.column} ${isAlone ? classes.alone : ''}`} aria-label={benchmark.title}>
      <div>
        <Title order={2} mb={8}>
          {benchmark.title}
        </Title>
        <Lead benchmark={benchmark} project={project} />
      </div>
      <div className={classes.slot}>
        <ProgressPanel benchmark={benchmark} project={project} />
      </div>
      <CurvesPanel benchmark={benchmark} looks={looks} frame={frame} axes={axes} onAxis={onAxis} />
      <ResultsTable benchmark={benchmark} looks={looks} />
      <div className={classes.half}>
        <SecondsPanel benchmark={benchmark} ticks={secondsTicks} />
      </div>
      <div className={classes.half}>
        <EstimatesPanel benchmark={benchmark} />
      </div>
      <div className={classes.half}>
        <PenaltyTable benchmark={benchmark} />
      </div>
      <div className={classes.half}>
        <Facts benchmark={benchmark} />
      </div>
    </article>
  );
}
