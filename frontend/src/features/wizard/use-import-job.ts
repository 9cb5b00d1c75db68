import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { jobsOptions } from '@/shared/api/jobs';
import { projectOptions } from '@/shared/api/projects';
import type { Job } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';

const POLL_MS = 1_000;

/** The newest import of the project; the project itself is read anew when it ends. */
export function useImportJob(project: number): Job | undefined {
  const client = useQueryClient();
  const { data } = useQuery({
    ...jobsOptions(project),
    refetchInterval: (query) => (newestImport(query.state.data)?.state.match(/waiting|running/) ? POLL_MS : false),
  });
  const job = newestImport(data);
  const hasEnded = job !== undefined && !isActive(job);
  useEffect(() => {
    if (hasEnded) void client.invalidateQueries({ queryKey: projectOptions(project).queryKey, exact: true });
  }, [client, hasEnded, project, job?.id]);
  return job;
}

const newestImport = (jobs: Job[] | undefined) => jobs?.find((job) => job.kind === 'import');
