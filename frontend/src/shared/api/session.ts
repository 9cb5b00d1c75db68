import { queryOptions } from '@tanstack/react-query';
import { request, requestEmpty } from '@/shared/api/client';
import { Session } from '@/shared/api/guards.gen';
import type { Credentials } from '@/shared/api/schema.gen';

export const sessionOptions = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => request('GET', '/api/session', Session, { signal }),
    staleTime: Infinity,
  });

export const logIn = (body: Credentials) => request('POST', '/api/session', Session, { body });
export const logOut = () => requestEmpty('DELETE', '/api/session');
