import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request } from '@/shared/api/client';
import { ResultOffer } from '@/shared/api/guards.gen';

/** What of a project can be taken home, with what there is of it now. */
export const resultsOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'results'],
    queryFn: ({ signal }) => request('GET', `/api/projects/${project}/results`, v.array(ResultOffer), { signal }),
  });
