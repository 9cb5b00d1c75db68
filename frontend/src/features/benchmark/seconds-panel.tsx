import { medianPart, secondsTable } from '@/features/benchmark/seconds';
import { SecondsPicture } from '@/features/benchmark/seconds-picture';
import type { Benchmark } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import { PartNames } from '@/shared/charts/part-names';

export function SecondsPanel({ benchmark: { arms, title }, ticks }: { benchmark: Benchmark; ticks: number[] }) {
  const isEmpty = arms.every((arm) => arm.points.length === 0);
  return (
    <ChartFrame
      title="Seconds of each round"
      note="What a round costs the worker, mean over the seeds, without the measuring. Figures: medians."
      file={[title, 'seconds']}
      {...secondsTable(arms)}
      empty={isEmpty ? 'No rounds yet.' : undefined}
    >
      <PartNames seconds={(part) => medianPart(arms, part)} />
      <SecondsPicture arms={arms} ticks={ticks} />
    </ChartFrame>
  );
}
