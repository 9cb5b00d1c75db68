import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { BenchmarkList } from '@/features/benchmark/benchmark-list';
import { EmptyList } from '@/features/benchmark/empty-list';
import { ProjectFrame } from '@/features/benchmark/project-frame';
import { NewButtons } from '@/features/benchmark/new-buttons';
import { benchmarksOptions } from '@/shared/api/benchmarks';
import type { Project } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock } from '@/shared/ui/state-block';

const POLL_MS = 2_000;

export default function BenchmarksPage({ project }: { project: number }) {
  return (
    <ProjectFrame id={project} fallback={<ListSkeleton />}>
      {(loaded) => <Benchmarks project={loaded} />}
    </ProjectFrame>
  );
}

function Benchmarks({ project }: { project: Project }) {
  const { data, error, refetch } = useQuery({
    ...benchmarksOptions(project.id),
    refetchInterval: (query) => (query.state.data?.benchmarks.some(isActive) ? POLL_MS : false),
  });
  if (!data && error) {
    return <ErrorBlock title="The benchmarks could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <ListSkeleton />;
  const isManager = project.role === 'manager';
  if (data.benchmarks.length === 0)
    return <EmptyList project={project.id} offers={data.sources} isManager={isManager} />;
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <div>
          <Title order={2}>Benchmarks</Title>
          <Text size="sm" c="dimmed">
            Strategies against each other on the items of this project, an oracle in the annotators’ place.
          </Text>
        </div>
        {isManager ? <NewButtons project={project.id} offers={data.sources} /> : null}
      </Group>
      <BenchmarkList project={project} benchmarks={data.benchmarks} />
    </Stack>
  );
}

function ListSkeleton() {
  return (
    <LoadingStack gap="sm" words="Loading the benchmarks">
      <Skeleton h={32} w="30%" mb="md" />
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} h={104} radius="lg" />
      ))}
    </LoadingStack>
  );
}
