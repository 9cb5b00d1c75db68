import { Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { BenchmarkForm } from '@/features/benchmark/benchmark-form';
import { defaultDraft, draftFrom } from '@/features/benchmark/draft';
import classes from '@/features/benchmark/form.module.css';
import { ProjectFrame } from '@/features/benchmark/project-frame';
import { parseSource } from '@/features/benchmark/source-cards';
import { benchmarkOptions, benchmarksOptions } from '@/shared/api/benchmarks';
import type { Project } from '@/shared/api/schema.gen';
import { parseId, useParam } from '@/shared/lib/address';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock } from '@/shared/ui/state-block';

export default function NewBenchmarkPage({ project }: { project: number }) {
  return (
    <ProjectFrame id={project} forManagers fallback={<FormSkeleton />}>
      {(loaded) => (
        <div className={classes.page}>
          <Title order={2} size="h1">
            New benchmark
          </Title>
          <Text c="dimmed" mb="xl">
            An oracle answers in the annotators’ place. Nobody is asked, and the project stays as it is.
          </Text>
          <NewBenchmark project={loaded} />
        </div>
      )}
    </ProjectFrame>
  );
}

function NewBenchmark({ project }: { project: Project }) {
  const [source, setSource] = useParam('source');
  const [fromParam] = useParam('from');
  const from = parseId(fromParam);
  const list = useQuery(benchmarksOptions(project.id));
  const model = useQuery({ ...benchmarkOptions(from ?? 0), enabled: from !== null });
  if (list.error && !list.data) {
    return (
      <ErrorBlock
        title="What can be benchmarked could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    );
  }
  // A model that is gone is no reason not to begin: then the form begins as usual.
  if (!list.data || (from !== null && model.isPending)) return <FormSkeleton />;
  const settings = from === null ? undefined : model.data?.settings;
  return (
    <BenchmarkForm
      project={project}
      offers={list.data.sources}
      wanted={parseSource(source)}
      start={(items) => (settings ? draftFrom(settings, project.labels.length) : defaultDraft(project, items))}
      storeKey={`benchmark/${project.id}/${from ?? 'new'}`}
      onSource={setSource}
    />
  );
}

function FormSkeleton() {
  return (
    <LoadingStack gap="lg" words="Loading the form" className={classes.page}>
      <Skeleton h={32} w="50%" />
      <Skeleton h={120} radius="lg" />
      <Skeleton h={320} radius="lg" />
    </LoadingStack>
  );
}
