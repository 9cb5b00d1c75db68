import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request } from '@/shared/api/client';
import { Job } from '@/shared/api/guards.gen';

/** Every job that I may see, or those of one project; newest first. */
export const jobsOptions = (project?: number) =>
  queryOptions({
    queryKey: ['jobs', { project }],
    queryFn: ({ signal }) =>
      request('GET', project === undefined ? '/api/jobs' : `/api/jobs?project=${project}`, v.array(Job), { signal }),
  });

export const getJob = (id: string, signal?: AbortSignal) =>
  request('GET', `/api/jobs/${id}`, Job, { ...(signal && { signal }) });

export const cancelJob = (id: string) => request('POST', `/api/jobs/${id}/cancel`, Job);
