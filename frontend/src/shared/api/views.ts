import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request, requestEmpty } from '@/shared/api/client';
import { SavedView } from '@/shared/api/guards.gen';
import type { SavedViewCreate } from '@/shared/api/schema.gen';

const path = (project: number) => `/api/projects/${project}/views`;

/** Filters that the project keeps under a name. */
export const viewsOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'views'],
    queryFn: ({ signal }) => request('GET', path(project), v.array(SavedView), { signal }),
  });

export const keepView = (project: number, body: SavedViewCreate) => request('POST', path(project), SavedView, { body });
export const forgetView = (project: number, view: number) => requestEmpty('DELETE', `${path(project)}/${view}`);
