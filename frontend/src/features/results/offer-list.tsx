import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ItemChoice } from '@/features/results/item-choice';
import { OfferCard } from '@/features/results/offer-card';
import { filesOf, resultsInterval } from '@/features/results/files';
import { useItemFilter } from '@/features/results/use-item-filter';
import { jobsOptions } from '@/shared/api/jobs';
import { resultsOptions } from '@/shared/api/results';
import type { Project } from '@/shared/api/schema.gen';
import { JobCard } from '@/shared/ui/job-card';
import { ErrorBlock } from '@/shared/ui/state-block';

interface OfferListProps {
  project: Project;
  skeleton: ReactNode;
}

export function OfferList({ project, skeleton }: OfferListProps) {
  const filter = useItemFilter();
  const jobs = useQuery({
    ...jobsOptions(project.id),
    refetchInterval: (query) => resultsInterval(query.state.data),
  });
  const results = useQuery(resultsOptions(project.id));
  if (!results.data && results.error) {
    return (
      <ErrorBlock
        title="The results could not be loaded"
        error={results.error}
        onRetry={() => void results.refetch()}
      />
    );
  }
  if (!results.data) return skeleton;
  const hasModel = results.data.some((offer) => offer.what === 'predictions' && offer.missing === '');
  const files = filesOf(jobs.data ?? []);
  return (
    <Stack gap="xl">
      <ItemChoice labels={project.labels} filter={filter} />
      <Stack gap="md" component="section" aria-label="What there is">
        {results.data.map((offer) => (
          <OfferCard key={offer.what} offer={offer} project={project.id} items={filter.chosen} hasModel={hasModel} />
        ))}
      </Stack>
      {files.length > 0 ? (
        <Stack gap="sm" component="section" aria-label="Files">
          <Title order={2}>Files</Title>
          {files.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
        </Stack>
      ) : null}
    </Stack>
  );
}
