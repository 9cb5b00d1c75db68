import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, SchemaError, hasCode } from '@/shared/api/errors';
import { carryPerson } from '@/shared/api/person';
import { sessionOptions } from '@/shared/api/session';

function mayRetry(failures: number, error: Error): boolean {
  const isFinal = error instanceof SchemaError || (error instanceof ApiError && error.status < 500);
  return !isFinal && failures < 2;
}

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: mayRetry, staleTime: 5_000 } },
    queryCache: new QueryCache({
      // The session ended elsewhere: show the login page, keep the address.
      onError: (error) => {
        if (hasCode(error, 'not_authenticated')) void client.invalidateQueries(sessionOptions());
      },
    }),
  });
  // Whoever is the session's is the tab's person from then on, before anything is asked in their name.
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || !isSession(event.query.queryKey as unknown[]))
      return;
    const session = client.getQueryData(sessionOptions().queryKey);
    carryPerson(session?.user?.id ?? null);
  });
  return client;
}

const isSession = ([name]: unknown[]) => name === sessionOptions().queryKey[0];
