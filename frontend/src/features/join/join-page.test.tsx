import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import JoinPage from '@/features/join/join-page';
import ResetPage from '@/features/join/reset-page';
import { alice, fakeServer, refusal, renderPage } from '@/shared/test/render';

const opened = {
  project_name: 'Shop reviews',
  role: 'annotator',
  invited_by: 'mara',
  username: 'dora',
  expires_at: '2026-01-08T10:00:00Z',
};
const nobody = { user: null, demo_accounts: [] };

beforeEach(() => window.history.replaceState(null, '', '/join#abc:d'));
afterEach(() => sessionStorage.clear());

test('who is invited chooses a name and a password; the link leaves the address', async () => {
  const requests = fakeServer({
    'POST /api/invitations/look': { body: opened },
    'POST /api/invitations': { status: 201, body: alice },
  });
  const { history } = renderPage(<JoinPage />, '/join', nobody);
  expect(await screen.findByRole('heading', { name: 'Welcome to “Shop reviews”' })).toBeTruthy();
  expect(window.location.hash).toBe('');
  await userEvent.type(screen.getByLabelText('Password'), 'seven purple llamas');
  await userEvent.click(screen.getByRole('button', { name: 'Come in' }));
  expect(requests.find(({ route }) => route === 'POST /api/invitations')?.body).toEqual({
    link: 'abc:d',
    username: 'dora',
    password: 'seven purple llamas',
  });
  await vi.waitFor(() => expect(history.at(-1)).toBe('/'));
});

test('a name that is taken is said at its field', async () => {
  fakeServer({
    'POST /api/invitations/look': { body: opened },
    'POST /api/invitations': refusal(409, 'name_taken', 'There is somebody called “dora” already.', 'username'),
  });
  renderPage(<JoinPage />, '/join', nobody);
  await userEvent.click(await screen.findByRole('button', { name: 'Come in' }));
  expect(await screen.findByText(/somebody called “dora” already/)).toBeTruthy();
});

test('who is signed in comes in as who they are', async () => {
  fakeServer({
    'POST /api/invitations/look': { body: opened },
    'POST /api/invitations/join': { body: { project: 7, role: 'annotator' } },
  });
  const { history } = renderPage(<JoinPage />, '/join');
  await userEvent.click(await screen.findByRole('button', { name: 'Come in as alice' }));
  await vi.waitFor(() => expect(history.at(-1)).toBe('/projects/7/label'));
});

test('a link that has ended says so in a sentence', async () => {
  fakeServer({ 'POST /api/invitations/look': refusal(409, 'invitation_ended', 'This invitation has run out.') });
  renderPage(<JoinPage />, '/join');
  expect(await screen.findByText('This invitation has run out.')).toBeTruthy();
});

test('a link for a password names its owner, and a weak password is said at the field', async () => {
  fakeServer({
    'POST /api/session/reset/look': { body: { username: 'dora' } },
    'POST /api/session/reset': refusal(400, 'invalid', 'This password is too common.', 'password'),
  });
  renderPage(<ResetPage />, '/reset');
  expect(await screen.findByRole('heading', { name: 'A new password for dora' })).toBeTruthy();
  await userEvent.type(screen.getByLabelText('New password'), 'password');
  await userEvent.click(screen.getByRole('button', { name: 'Save and sign in' }));
  expect(await screen.findByText('This password is too common.')).toBeTruthy();
});
