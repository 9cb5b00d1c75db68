import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from '@/shared/api/client';
import { PaySheet, Work } from '@/shared/api/guards.gen';
import type { operations } from '@/shared/api/schema.gen';

/** Days in the server's time zone, "2026-03-01", both in the range; null where it is open. */
export interface Span {
  from: string | null;
  to: string | null;
}

export type Period = NonNullable<NonNullable<operations['people_pay']['parameters']['query']>['period']>;

function path(project: number, what: 'figures' | 'pay', said: Record<string, string | null>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) if (value !== null) params.set(name, value);
  const query = params.toString();
  return `/api/projects/${project}/people/${what}${query ? `?${query}` : ''}`;
}

/** What each person did in a range of days. */
export const workOptions = (project: number, span: Span) =>
  queryOptions({
    queryKey: ['projects', project, 'people', 'figures', span],
    queryFn: ({ signal }) => request('GET', path(project, 'figures', { ...span }), Work, { signal }),
    placeholderData: keepPreviousData,
  });

/** What the ledger paid to whom, by period. */
export const payOptions = (project: number, span: Span, period: Period) =>
  queryOptions({
    queryKey: ['projects', project, 'people', 'pay', span, period],
    queryFn: ({ signal }) => request('GET', path(project, 'pay', { ...span, period }), PaySheet, { signal }),
    placeholderData: keepPreviousData,
  });
