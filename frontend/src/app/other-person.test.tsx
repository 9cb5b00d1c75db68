import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { OtherPerson } from '@/app/other-person';
import { request } from '@/shared/api/client';
import { Session } from '@/shared/api/guards.gen';
import type { Session as SessionData } from '@/shared/api/schema.gen';
import { carriedPerson, carryPerson, personHeader } from '@/shared/api/person';
import { createQueryClient } from '@/shared/api/query-client';
import { logIn, sessionOptions } from '@/shared/api/session';
import { alice, fakeServer, refusal, renderPage } from '@/shared/test/render';

const ben: SessionData = {
  ...alice,
  user: alice.user && { ...alice.user, id: 2, username: 'ben', display_name: 'Ben' },
};
const refused = refusal(409, 'other_person', 'Somebody else is signed in now.');

afterEach(() => {
  act(() => carryPerson(null));
  vi.unstubAllGlobals();
  document.cookie = 'csrftoken=; max-age=0';
});

const settings = <input aria-label="Guidelines" defaultValue="half a sentence" />;
const open = () => {
  carryPerson(1);
  return renderPage(
    <>
      {settings}
      <OtherPerson />
    </>,
  );
};
const save = () => request('POST', '/api/projects/1/pause', Session).catch(() => undefined);
const cover = () => screen.queryByRole('dialog', { name: 'Somebody else is signed in now' });

test('every request names the person of its tab, but for who asks who that is', async () => {
  const headers: unknown[] = [];
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
    headers.push((init.headers as Record<string, string>)['X-Person']);
    return Promise.resolve(new Response(JSON.stringify(alice)));
  });
  const client = createQueryClient();
  client.setQueryData(sessionOptions().queryKey, await logIn({ username: 'alice', password: 'x' }));
  await request('POST', '/api/thing', Session, { body: {} });
  await request('GET', '/api/thing', Session);
  expect(headers).toEqual([undefined, '1', '1']);
});

test('a change that is refused for another person covers the page, and leaves it as it is', async () => {
  fakeServer({ 'POST /api/projects/1/pause': refused, 'GET /api/session': { body: ben } });
  open();
  expect(cover()).toBeNull();
  await act(save);
  expect(cover()).toBeTruthy();
  expect(await screen.findByText('Go on as Ben')).toBeTruthy();
  expect(screen.getByText(/This page was opened by Alice/)).toBeTruthy();
  expect(screen.getByDisplayValue('half a sentence')).toBeTruthy();
});

test('it goes on when its person is back', async () => {
  let session = ben;
  fakeServer({ 'POST /api/projects/1/pause': refused, 'GET /api/session': () => ({ body: session }) });
  open();
  await act(save);
  await screen.findByText('Go on as Ben');
  session = alice;
  fireEvent.focus(window);
  await waitFor(() => expect(cover()).toBeNull());
});

test('who comes back to a tab after another sign-in is told before they do anything', async () => {
  fakeServer({ 'GET /api/session': { body: ben } });
  open();
  fireEvent.focus(window);
  expect(cover()).toBeNull();
  document.cookie = 'csrftoken=drawn-anew';
  fireEvent.focus(window);
  await waitFor(() => expect(cover()).toBeTruthy());
});

test('a tab never becomes another person’s by itself', async () => {
  fakeServer({ 'GET /api/session': { body: ben } });
  carryPerson(1);
  await expect(createQueryClient().query(sessionOptions())).rejects.toThrow('Somebody else is signed in now.');
  expect([carriedPerson(), personHeader()]).toEqual([1, { 'X-Person': '1' }]);
});
