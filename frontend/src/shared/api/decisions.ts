import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query';
import { request } from '@/shared/api/client';
import { DecisionOutcome, DecisionPage, DecisionUndone } from '@/shared/api/guards.gen';
import type { DecisionWrite } from '@/shared/api/schema.gen';

const path = (project: number) => `/api/projects/${project}/decisions`;
const PER_PAGE = 10;

/** What was decided on answers and items, the newest first, page by page. */
export const decisionsOptions = (project: number) =>
  infiniteQueryOptions({
    queryKey: ['projects', project, 'decisions'],
    queryFn: ({ pageParam, signal }) => request('GET', pageParam, DecisionPage, { signal }),
    initialPageParam: `${path(project)}?count=${PER_PAGE}`,
    getNextPageParam: (page) => page.next,
  });

/** What it would do, asked anew each time; nothing is changed. null: nothing is asked. */
export const decisionOutcomeOptions = (project: number, body: DecisionWrite | null) =>
  queryOptions({
    queryKey: ['projects', project, 'decision-outcome', body],
    queryFn:
      body === null
        ? skipToken
        : ({ signal }) => request('POST', `${path(project)}?dry_run=true`, DecisionOutcome, { body, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const takeDecision = (project: number, body: DecisionWrite) =>
  request('POST', path(project), DecisionOutcome, { body });
export const undoDecision = (project: number, decision: number) =>
  request('POST', `${path(project)}/${decision}/undo`, DecisionUndone);
