import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import { request, requestEmpty } from './client';
import { ApiError, OfflineError, SchemaError, describeError, hasCode } from './errors';

const Thing = v.object({ id: v.number() });

function serve(status: number, body: unknown) {
  const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(
      new Response(status === 204 ? null : typeof body === 'string' ? body : JSON.stringify(body), { status }),
    ),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => {
  vi.unstubAllGlobals();
  document.cookie = 'csrftoken=; max-age=0';
});

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a good answer is checked and returned', async () => {
  serve(200, { id: 1, more: true });
  expect(await request('GET', '/api/thing', Thing)).toEqual({ id: 1 });
});

test('a server that stays silent counts as away, a file may take its time', async () => {
  const given: (AbortSignal | null | undefined)[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(new DOMException('', 'TimeoutError')));
  vi.stubGlobal('fetch', (_path: string, { signal }: RequestInit) => {
    given.push(signal);
    return signal?.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve(new Response('{"id": 1}'));
  });
  expect(await failure(request('GET', '/api/thing', Thing))).toBeInstanceOf(OfflineError);
  const leaving = new AbortController();
  expect(await failure(request('GET', '/api/thing', Thing, { signal: leaving.signal }))).toBeInstanceOf(OfflineError);
  expect(await request('POST', '/api/thing', Thing, { body: new FormData() })).toEqual({ id: 1 });
  expect(given.map((signal) => signal?.aborted)).toEqual([true, true, undefined]);
  vi.restoreAllMocks();
});

test('changes carry the CSRF token, reads do not', async () => {
  document.cookie = 'csrftoken=secret';
  const fetched = serve(200, { id: 1 });
  await request('POST', '/api/thing', Thing, { body: { a: 1 } });
  await request('GET', '/api/thing', Thing);
  const [post, get] = fetched.mock.calls.map(([, init]) => init);
  expect(post).toMatchObject({
    method: 'POST',
    body: '{"a":1}',
    headers: { 'X-CSRFToken': 'secret', 'Content-Type': 'application/json' },
  });
  expect(get?.headers).not.toHaveProperty('X-CSRFToken');
});

test('a form keeps the type that the browser gives it', async () => {
  const fetched = serve(200, { id: 1 });
  await request('POST', '/api/thing', Thing, { body: new FormData() });
  expect(fetched.mock.calls[0]?.[1].headers).not.toHaveProperty('Content-Type');
});

test('the envelope becomes an error with a stable code and words per field', async () => {
  serve(400, {
    type: 'validation_error',
    errors: [{ code: 'name_taken', detail: 'This name is taken.', attr: 'name' }],
  });
  const error = await failure(request('POST', '/api/thing', Thing));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 400, code: 'name_taken', message: 'This name is taken.' });
  expect((error as ApiError).detailFor('name')).toBe('This name is taken.');
  expect(hasCode(error, 'name_taken')).toBe(true);
});

test('a failure without the envelope still says something', async () => {
  serve(502, '<html>Bad gateway</html>');
  expect(describeError(await failure(request('GET', '/api/thing', Thing)))).toBe('The server answered 502.');
});

test('no answer at all is told apart', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await failure(request('GET', '/api/thing', Thing))).toBeInstanceOf(OfflineError);
});

test('an aborted request stays an abort', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('Aborted', 'AbortError')));
  expect(await failure(request('GET', '/api/thing', Thing))).toMatchObject({ name: 'AbortError' });
});

test('an answer that breaks the schema does not get in', async () => {
  serve(200, { id: 'one' });
  const error = await failure(request('GET', '/api/thing', Thing));
  expect(error).toBeInstanceOf(SchemaError);
  expect(describeError(error)).toContain('/api/thing');
});

test('an empty answer needs no guard', async () => {
  serve(204, '');
  await expect(requestEmpty('DELETE', '/api/thing')).resolves.toBeUndefined();
});
