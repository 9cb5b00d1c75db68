import { queryOptions } from '@tanstack/react-query';
import { request } from '@/shared/api/client';
import { Quality } from '@/shared/api/guards.gen';

/** How much people agree with each other and with the truth. */
export const qualityOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'quality'],
    queryFn: ({ signal }) => request('GET', `/api/projects/${project}/quality`, Quality, { signal }),
  });
