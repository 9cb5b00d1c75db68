import { Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { armProgress, runningWords } from '@/features/benchmark/words';
import { benchmarkOptions, benchmarksOptions, cancelBenchmark } from '@/shared/api/benchmarks';
import { overviewOptions } from '@/shared/api/projects';
import type { Benchmark, Project } from '@/shared/api/schema.gen';
import { formatClock } from '@/shared/lib/format';
import { isActive, percentDone } from '@/shared/lib/job-words';
import boxes from '@/shared/ui/boxes.module.css';
import { CancelButton } from '@/shared/ui/cancel-button';

const WORKER_POLL_MS = 10_000;

/** How far it is, how long it will take, how to stop it; and what failed, for good. */
export function ProgressPanel({ benchmark, project }: { benchmark: Benchmark; project: Project }) {
  const isRunning = isActive(benchmark);
  const failures = benchmark.arms.flatMap((arm) =>
    arm.runs.filter((run) => run.error !== '').map((run) => ({ arm, run })),
  );
  if (!isRunning && failures.length === 0) return null;
  return (
    <div className={boxes.panel}>
      {isRunning ? <Running benchmark={benchmark} project={project} /> : null}
      {failures.map(({ arm, run }) => (
        <Text key={`${arm.name} ${run.seed}`} size="sm" c="var(--app-danger)">
          {arm.title}, seed {run.seed}: {run.error}
        </Text>
      ))}
    </div>
  );
}

function Running({ benchmark, project }: { benchmark: Benchmark; project: Project }) {
  const percent = percentDone(benchmark) ?? 0;
  return (
    <>
      <Group justify="space-between" gap={8} mb={8}>
        <Text size="sm" role="status">
          {benchmark.can_cancel ? runningWords(benchmark) : benchmark.sentence}
        </Text>
        {project.role === 'manager' ? (
          <CancelButton
            words="Cancel the benchmark"
            isStopping={!benchmark.can_cancel}
            cancel={() => cancelBenchmark(benchmark.id)}
            shownBy={[benchmarkOptions(benchmark.id).queryKey, benchmarksOptions(benchmark.project).queryKey]}
          />
        ) : null}
      </Group>
      <Progress value={percent} size={8} mb={8} aria-label="Rounds played" />
      <Text size="xs" c="dimmed">
        {benchmark.arms.map((arm) => `${arm.title}: ${armProgress(arm)}`).join(' · ')}
      </Text>
      {project.status === 'draft' ? null : <Asleep project={project.id} />}
    </>
  );
}

/** Only where nobody works on it: a benchmark without a worker looks like a slow one. */
function Asleep({ project }: { project: number }) {
  const { data } = useQuery({ ...overviewOptions(project), refetchInterval: WORKER_POLL_MS });
  if (!data || data.ranking.worker_alive) return null;
  const seen = data.ranking.worker_seen_at;
  return (
    <Text size="sm" c="var(--app-danger)" mt={8} role="alert">
      No worker{seen ? ` since ${formatClock(seen)}` : ''}. What was measured is safe; the benchmark goes on when one is
      back.
    </Text>
  );
}
