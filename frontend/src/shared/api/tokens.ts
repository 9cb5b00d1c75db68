import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request, requestEmpty } from '@/shared/api/client';
import { AccessToken, AccessTokenMade } from '@/shared/api/guards.gen';
import type { AccessTokenCreate } from '@/shared/api/schema.gen';

/** One's own tokens, the newest first. */
export const tokensOptions = () =>
  queryOptions({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => request('GET', '/api/tokens', v.array(AccessToken), { signal }),
  });

export const createToken = (body: AccessTokenCreate) => request('POST', '/api/tokens', AccessTokenMade, { body });
export const revokeToken = (token: number) => requestEmpty('DELETE', `/api/tokens/${token}`);
