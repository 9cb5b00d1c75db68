import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { OfferCard } from '@/features/results/offer-card';
import { filesOf, resultsInterval } from '@/features/results/files';
import { jobsOptions } from '@/shared/api/jobs';
import { resultsOptions } from '@/shared/api/results';
import type { Project } from '@/shared/api/schema.gen';
import { FilterBar } from '@/shared/items/filter-bar';
import { useFilter } from '@/shared/items/use-filter';
import { JobCard } from '@/shared/ui/job-card';
import { ErrorBlock } from '@/shared/ui/state-block';

interface OfferListProps {
  project: Project;
  skeleton: ReactNode;
}

export function OfferList({ project, skeleton }: OfferListProps) {
  const choice = useFilter();
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
      <FilterBar project={project} choice={choice} />
      <Stack gap="md" component="section" aria-label="What there is">
        {results.data.map((offer) => (
          <OfferCard
            key={offer.what}
            offer={offer}
            project={project.id}
            items={choice.filter}
            // A file of other items than the address says is no help.
            isUnclear={choice.problem !== null && offer.by_item}
            hasModel={hasModel}
          />
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
