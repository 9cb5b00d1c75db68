import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { parseAxis } from '@/features/benchmark/axes';
import classes from '@/features/benchmark/benchmark.module.css';
import { frameOf, usableAxes } from '@/features/benchmark/curves-panel';
import { looksOf } from '@/features/benchmark/looks';
import { ProjectFrame } from '@/features/benchmark/project-frame';
import { ResultColumn } from '@/features/benchmark/result-column';
import { secondsTicks } from '@/features/benchmark/seconds';
import { Toolbar } from '@/features/benchmark/toolbar';
import { pollWhile } from '@/features/benchmark/words';
import { benchmarkOptions } from '@/shared/api/benchmarks';
import { hasCode } from '@/shared/api/errors';
import type { Benchmark, Project } from '@/shared/api/schema.gen';
import { parseId, useParam } from '@/shared/lib/address';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';

const POLL_MS = 2_000;

export default function ResultPage({ project, benchmark }: { project: number; benchmark: number }) {
  return (
    <ProjectFrame id={project} fallback={<ResultSkeleton />}>
      {(loaded) => <Result project={loaded} id={benchmark} />}
    </ProjectFrame>
  );
}

/** Asked every two seconds while it runs. An answer that once came stays when a later one does not. */
const useBenchmark = (id: number | null) =>
  useQuery({
    ...benchmarkOptions(id ?? 0),
    enabled: id !== null,
    refetchInterval: (query) => pollWhile(query.state.data, POLL_MS),
  });

function Result({ project, id }: { project: Project; id: number }) {
  const [withParam, setWith] = useParam('with');
  const beside = parseId(withParam) === id ? null : parseId(withParam);
  const main = useBenchmark(id);
  const other = useBenchmark(beside);
  if (!main.data) {
    if (!main.error) return <ResultSkeleton />;
    return <Missing project={project.id} error={main.error} onRetry={() => void main.refetch()} />;
  }
  const shown = other.data && beside !== null ? [main.data, other.data] : [main.data];
  return (
    <Stack gap="lg">
      <Toolbar
        benchmark={main.data}
        isManager={project.role === 'manager'}
        beside={beside}
        onBeside={(next) => setWith(next === null ? null : String(next))}
      />
      {other.error && !other.data ? (
        <ErrorBlock
          title="The other benchmark could not be loaded"
          error={other.error}
          onRetry={() => void other.refetch()}
        />
      ) : null}
      <Columns project={project} benchmarks={shown} />
    </Stack>
  );
}

function Columns({ project, benchmarks }: { project: Project; benchmarks: Benchmark[] }) {
  const [x, setX] = useParam('x');
  const arms = benchmarks.flatMap((benchmark) => benchmark.arms);
  const axes = usableAxes(arms);
  const axis = axes.find((each) => each === parseAxis(x)) ?? 'labels';
  const isAlone = benchmarks.length === 1;
  const view = {
    project,
    looks: looksOf(benchmarks.map((benchmark) => benchmark.arms)),
    frame: frameOf(benchmarks, axis),
    axes,
    secondsTicks: secondsTicks(arms),
    onAxis: (next: string) => setX(next === 'labels' ? null : next),
  };
  return (
    <div className={isAlone ? undefined : classes.sides}>
      {benchmarks.map((benchmark) => (
        <ResultColumn key={benchmark.id} benchmark={benchmark} view={view} isAlone={isAlone} />
      ))}
    </div>
  );
}

function Missing({ project, error, onRetry }: { project: number; error: Error; onRetry: () => void }) {
  if (!hasCode(error, 'not_found')) {
    return <ErrorBlock title="The benchmark could not be loaded" error={error} onRetry={onRetry} />;
  }
  return (
    <StateBlock
      title="No such benchmark"
      action={
        <Button component={Link} href={`/projects/${project}/benchmarks`} variant="default">
          All benchmarks
        </Button>
      }
    >
      It may have been deleted.
    </StateBlock>
  );
}

function ResultSkeleton() {
  return (
    <LoadingStack gap="lg" words="Loading the benchmark">
      <Skeleton h={24} w="70%" />
      <Skeleton h={16} w="40%" />
      <Skeleton h={400} radius="lg" />
      <Skeleton h={200} radius="lg" />
    </LoadingStack>
  );
}
