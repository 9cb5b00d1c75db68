import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request } from '@/shared/api/client';
import { Review, ReviewDecided, ReviewPage } from '@/shared/api/guards.gen';
import type { ReviewItem, ReviewWaiting, ReviewWrite } from '@/shared/api/schema.gen';

const path = (project: number) => `/api/projects/${project}/review`;
const PER_PAGE = 10;

export type ReviewKind = ReviewWaiting['kind'];
export type { ReviewItem };

/** How many items wait, kind by kind. */
export const reviewOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'review'],
    queryFn: ({ signal }) => request('GET', path(project), Review, { signal }),
  });

/** Items of a kind that wait, page by page: asked anew by whoever comes, never while somebody looks through them. */
export const reviewItemsOptions = (project: number, kind: ReviewKind) =>
  infiniteQueryOptions({
    // Not among what is asked anew whenever something of the project changes.
    queryKey: ['review-items', project, kind],
    queryFn: ({ pageParam, signal }) => request('GET', pageParam, ReviewPage, { signal }),
    initialPageParam: `${path(project)}/items?kind=${kind}&count=${PER_PAGE}`,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
    gcTime: 0,
  });

/** It arrives, though the page is closed meanwhile. */
export const decideOnItem = (project: number, body: ReviewWrite) =>
  request('POST', `${path(project)}/decisions`, ReviewDecided, { body, keepalive: true });
