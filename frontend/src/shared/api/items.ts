import { queryOptions } from '@tanstack/react-query';
import { request } from '@/shared/api/client';
import { ItemPage, ItemRemoval, ItemTotal } from '@/shared/api/guards.gen';
import type { ItemFilter, ItemsRemoveByFilter } from '@/shared/api/schema.gen';

const path = (project: number) => `/api/projects/${project}/items`;

/** Which items, as an address says it. */
export function itemQuery(filter: ItemFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== null) params.append(name, String(one));
  }
  return params;
}

/** The first of the items, at most `count` of them. */
export const firstItemsOptions = (project: number, filter: ItemFilter, count: number) =>
  queryOptions({
    queryKey: ['projects', project, 'items', 'first', filter, count],
    queryFn: ({ signal }) => {
      const params = itemQuery(filter);
      params.set('count', String(count));
      return request('GET', `${path(project)}?${params.toString()}`, ItemPage, { signal });
    },
  });

export const itemCountOptions = (project: number, filter: ItemFilter) =>
  queryOptions({
    queryKey: ['projects', project, 'items', 'count', filter],
    queryFn: ({ signal }) =>
      request('GET', `${path(project)}/count?${itemQuery(filter).toString()}`, ItemTotal, { signal }),
  });

/** What would go, asked anew each time; nothing is changed. */
export const removalOptions = (project: number, filter: ItemFilter) =>
  queryOptions({
    queryKey: ['projects', project, 'items', 'removal', filter],
    queryFn: ({ signal }) =>
      request('DELETE', `${path(project)}?dry_run=true`, ItemRemoval, { body: { items: filter }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** As many as go at once; the answer says whether there are more. */
export const removeItems = (project: number, body: ItemsRemoveByFilter) =>
  request('DELETE', path(project), ItemRemoval, { body });
