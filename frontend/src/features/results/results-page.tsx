import { Skeleton, Stack } from '@mantine/core';
import { OfferList } from '@/features/results/offer-list';
import classes from '@/features/results/results.module.css';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';

/** What a manager takes home: what there is, in which formats, and the files that were made. */
export default function ResultsPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Results"
      className={classes.page}
      closed={{ title: 'Results are for managers', words: 'Ask a manager of this project for a file.' }}
      skeleton={<ResultsSkeleton />}
    >
      {(project) => <OfferList project={project} skeleton={<ResultsSkeleton />} />}
    </ProjectPage>
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
