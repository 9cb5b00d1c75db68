import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '@/shared/api/client';
import { LogPage } from '@/shared/api/guards.gen';

const path = (project: number, before: number | null) =>
  `/api/projects/${project}/log${before === null ? '' : `?before=${before}`}`;

/** The newest entries alone. */
export const newestLog = (project: number) => request('GET', path(project, null), LogPage);

/** Who changed what in a project, the newest first, page by page. */
export const logOptions = (project: number) =>
  infiniteQueryOptions({
    queryKey: ['projects', project, 'log'],
    queryFn: ({ pageParam, signal }) => request('GET', path(project, pageParam), LogPage, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
