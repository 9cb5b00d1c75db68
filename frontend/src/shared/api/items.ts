import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '@/shared/api/client';
import { ItemDetail, ItemPage, ItemRemoval, ItemTotal, NearestItems } from '@/shared/api/guards.gen';
import type { ItemFilter, ItemsRemove, operations } from '@/shared/api/schema.gen';

const path = (project: number) => `/api/projects/${project}/items`;

/** Items that somebody has chosen: one by one, or all that are like this. */
export type ChosenItems = { ids: number[] } | { items: ItemFilter };

/** A filter, also as a guard has read it. */
export type SaidFilter = { [name in keyof ItemFilter]: ItemFilter[name] | undefined };

/** Which items, as an address says it. */
export function itemQuery(filter: SaidFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== null && one !== undefined) params.append(name, String(one));
  }
  return params;
}

/** By what items can be ordered, forwards and backwards. */
export type ItemSort = NonNullable<NonNullable<operations['items_list']['parameters']['query']>['sort']>;

const PAGE = 100;

/** All of the items, page by page. A page may hold few items, or none, before the end. */
export const itemPagesOptions = (project: number, filter: ItemFilter, sort: ItemSort) =>
  infiniteQueryOptions({
    queryKey: ['projects', project, 'items', 'pages', filter, sort],
    queryFn: ({ pageParam, signal }) => request('GET', pageParam, ItemPage, { signal }),
    initialPageParam: firstPage(project, filter, sort),
    getNextPageParam: ({ next }) => next,
  });

function firstPage(project: number, filter: ItemFilter, sort: ItemSort): string {
  const params = itemQuery(filter);
  params.set('sort', sort);
  params.set('count', String(PAGE));
  return `${path(project)}?${params.toString()}`;
}

/** One item with all that is known of it. */
export const itemOptions = (project: number, item: number) =>
  queryOptions({
    queryKey: ['projects', project, 'items', 'one', item],
    queryFn: ({ signal }) => request('GET', `${path(project)}/${item}`, ItemDetail, { signal }),
  });

/** The items most like one. Refused where features are not there. */
export const nearestOptions = (project: number, item: number, count: number) =>
  queryOptions({
    queryKey: ['projects', project, 'items', 'nearest', item, count],
    queryFn: ({ signal }) =>
      request('GET', `${path(project)}/${item}/nearest?count=${count}`, NearestItems, { signal }),
    retry: false,
  });

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
export const removalOptions = (project: number, chosen: ChosenItems) =>
  queryOptions({
    queryKey: ['projects', project, 'items', 'removal', chosen],
    queryFn: ({ signal }) => request('DELETE', `${path(project)}?dry_run=true`, ItemRemoval, { body: chosen, signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** As many as go at once; the answer says whether there are more. */
export const removeItems = (project: number, body: ItemsRemove) =>
  request('DELETE', path(project), ItemRemoval, { body });
