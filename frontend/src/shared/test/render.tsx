import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, type RenderResult } from '@testing-library/react';
import { Suspense, type ReactNode } from 'react';
import { vi } from 'vitest';
import { memoryLocation } from 'wouter/memory-location';
import type { Session } from '@/shared/api/schema.gen';
import { GuardedRouter } from '@/shared/ui/guarded-router';

// Whole pages on a busy machine: no style is computed to find out what is hidden (jsdom loads none), and time is given.
configure({ defaultHidden: true, asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 60_000 });

export interface FakeAnswer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type FakeRoutes = Record<string, FakeAnswer | ((body: unknown, headers: Headers) => FakeAnswer)>;

export const alice: Session = {
  user: {
    id: 1,
    username: 'alice',
    display_name: 'Alice',
    may_create_projects: true,
    may_create_accounts: true,
    password_is_given: false,
  },
  demo_accounts: [],
};

/** An error as the server words it. */
export const refusal = (status: number, code: string, detail: string, attr: string | null = null): FakeAnswer => ({
  status,
  body: { type: 'client_error', errors: [{ code, detail, attr }] },
});

/** The server by method and path; what no route names is an error 404. Returns every request that was made. */
export function fakeServer(routes: FakeRoutes) {
  const requests: { route: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const route = `${init.method ?? 'GET'} ${path}`;
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    requests.push({ route, body });
    const answer = routes[route] ?? refusal(404, 'not_found', 'Not found.');
    const made = typeof answer === 'function' ? answer(body, new Headers(init.headers)) : answer;
    const { status = 200, body: sent, headers = {} } = made;
    return Promise.resolve(new Response(status === 204 ? null : JSON.stringify(sent), { status, headers }));
  });
  return requests;
}

/** Somebody comes back to the tab: what may be old is asked for anew. */
export const comeBack = () => window.dispatchEvent(new Event('visibilitychange'));

/** Closes the page, or loads it anew; false where the browser asks first. */
export const unload = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

interface RenderedPage extends RenderResult {
  /** Every address that was visited, the current one last. */
  history: string[];
}

/** A page as the app draws it, at an address, with Alice logged in, or whom the session names. */
export function renderPage(page: ReactNode, address = '/', session: Session = alice): RenderedPage {
  const [path = '/', search = ''] = address.split('?');
  const location = memoryLocation({ path: search ? `${path}?${search}` : path, record: true });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(['session'], session);
  const result = render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <GuardedRouter hook={location.hook} searchHook={location.searchHook}>
          <Suspense>{page}</Suspense>
        </GuardedRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...result, history: location.history };
}
