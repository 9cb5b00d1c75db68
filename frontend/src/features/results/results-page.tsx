import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { OfferList } from '@/features/results/offer-list';
import classes from '@/features/results/results.module.css';
import { projectOptions } from '@/shared/api/projects';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { NoEntry } from '@/shared/ui/no-entry';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';

/** What a manager takes home: what there is, in which formats, and the files that were made. */
export default function ResultsPage({ project: id }: { project: number }) {
  const project = useQuery(projectOptions(id));
  const role = project.data?.role;
  return (
    <Page
      title={project.data?.name ?? 'Results'}
      tabs={projectTabs(id, role ?? (project.error ? 'annotator' : 'manager'))}
    >
      <div className={classes.page}>
        {project.error && !project.data ? (
          <ProjectError error={project.error} onRetry={() => void project.refetch()} />
        ) : project.data === undefined ? (
          <ResultsSkeleton />
        ) : role === 'manager' ? (
          <OfferList project={project.data} skeleton={<ResultsSkeleton />} />
        ) : (
          <NoEntry title="Results are for managers">Ask a manager of this project for a file.</NoEntry>
        )}
      </div>
    </Page>
  );
}

function ResultsSkeleton() {
  return (
    <LoadingStack gap="md" words="Loading the results">
      <Stack gap="md">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} h={132} radius="lg" />
        ))}
      </Stack>
    </LoadingStack>
  );
}
