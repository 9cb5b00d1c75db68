import { queryOptions } from '@tanstack/react-query';
import { ApiError, OTHER_PERSON } from '@/shared/api/errors';
import { request, requestEmpty } from '@/shared/api/client';
import { Session } from '@/shared/api/guards.gen';
import { carriedPerson, noteOther } from '@/shared/api/person';
import type { Credentials, Session as SessionData } from '@/shared/api/schema.gen';

export const sessionOptions = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async ({ signal }) => adopted(await fetchSession(signal)),
    staleTime: Infinity,
  });

const fetchSession = (signal?: AbortSignal) =>
  request('GET', '/api/session', Session, { forAnybody: true, ...(signal && { signal }) });

/** A tab keeps its person until somebody signs in or out on it; it never becomes another's by itself. */
function adopted(session: SessionData): SessionData {
  if (isOther(session)) throw new ApiError(409, [{ code: OTHER_PERSON, detail: OTHER_WORDS, attr: null }]);
  return session;
}

const OTHER_WORDS = 'Somebody else is signed in now.';

/** Notes who it is, if it is somebody else than the tab's person. */
function isOther({ user }: SessionData): boolean {
  const person = carriedPerson();
  const isTheirs = person === null || user === null || user.id === person;
  noteOther(isTheirs ? null : { name: user.display_name });
  return !isTheirs;
}

/** Asks who is signed in, for a tab that may have become an old one. False: nobody is. */
export async function checkPerson(): Promise<boolean> {
  const session = await fetchSession();
  isOther(session);
  return session.user !== null;
}

export const logIn = (body: Credentials) => request('POST', '/api/session', Session, { body, forAnybody: true });
export const logOut = () => requestEmpty('DELETE', '/api/session');
