import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import AccountPage from '@/features/account/account-page';
import { scopeWords, timeWords } from '@/features/account/token-words';
import type { AccessToken } from '@/shared/api/schema.gen';
import { fakeServer, refusal, renderPage } from '@/shared/test/render';

const SECRET = 'lbl_s3cretOfNobody';
const OTHER = 'lbl_another0fNobody';

const token = (changes: Partial<AccessToken> = {}): AccessToken => ({
  id: 7,
  name: 'nightly',
  prefix: 'lbl_s3cret',
  scopes: ['read'],
  created_at: '2026-11-20T10:00:00Z',
  expires_at: '2027-02-18T10:00:00Z',
  has_expired: false,
  last_used_at: null,
  ...changes,
});

/** A server that remembers which tokens there are. */
function open(first: AccessToken[] = []) {
  let tokens = first;
  const requests = fakeServer({
    'GET /api/tokens': () => ({ body: tokens }),
    'POST /api/tokens': (body) => {
      const made = token({ id: 7 + tokens.length, ...(body as Partial<AccessToken>) });
      tokens = [made, ...tokens];
      return { status: 201, body: { token: made, secret: tokens.length === 1 ? SECRET : OTHER } };
    },
    'DELETE /api/tokens/7': () => {
      tokens = [];
      return { status: 204 };
    },
  });
  renderPage(<AccountPage />, '/account');
  return requests;
}

test('a token is made with a name, scopes and an end, and its secret stays until it is dismissed', async () => {
  const requests = open();
  await userEvent.click(await screen.findByRole('button', { name: 'New token' }));
  await userEvent.type(screen.getByLabelText('Name'), 'pusher');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Manage' }));
  await userEvent.selectOptions(screen.getByLabelText('It works for'), '30 days');
  await userEvent.click(screen.getByRole('button', { name: 'Create token' }));
  expect(await screen.findByText(SECRET)).toBeTruthy();
  expect(requests.find(({ route }) => route.startsWith('POST'))?.body).toEqual({
    ...{ name: 'pusher', scopes: ['read', 'manage'], days: 30 },
  });
  expect(await screen.findByRole('button', { name: 'Revoke pusher' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Copy the secret of pusher' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss the secret of pusher' }));
  expect(screen.queryByText(SECRET)).toBeNull();
});

async function make(name: string) {
  await userEvent.click(await screen.findByRole('button', { name: 'New token' }));
  await userEvent.type(screen.getByLabelText('Name'), name);
  await userEvent.click(screen.getByRole('button', { name: 'Create token' }));
}

test('a second secret leaves the first where it is, and whoever leaves before both are copied is asked', async () => {
  const user = userEvent.setup();
  open();
  await make('nightly');
  await screen.findByText(SECRET);
  await make('weekly');
  expect(await screen.findByText(OTHER)).toBeTruthy();
  expect(screen.getByText(SECRET)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Copy the secret of nightly' }));
  expect(await screen.findByRole('button', { name: 'Copy the secret of nightly: copied' })).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe(SECRET);
  await user.click(screen.getByRole('link', { name: 'All projects' }));
  expect(await screen.findByText('The secret of “weekly” cannot be seen again.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stay here' }));
  await user.click(screen.getByRole('button', { name: 'Dismiss the secret of weekly' }));
  await user.click(screen.getByRole('link', { name: 'All projects' }));
  expect(screen.queryByRole('button', { name: 'Stay here' })).toBeNull();
});

test('a secret that the browser did not copy is said to be so, and still guarded', async () => {
  const user = userEvent.setup();
  open();
  await make('nightly');
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
  await user.click(await screen.findByRole('button', { name: 'Copy the secret of nightly' }));
  expect(await screen.findByRole('button', { name: 'Copy the secret of nightly: not copied' })).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'All projects' }));
  expect(await screen.findByText('The secret of “nightly” cannot be seen again.')).toBeTruthy();
});

test('the secret of a token that is revoked goes with it', async () => {
  open();
  await make('nightly');
  await screen.findByText(SECRET);
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke nightly' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke token' }));
  expect(await screen.findByText('You have no access tokens.')).toBeTruthy();
  expect(screen.queryByText(SECRET)).toBeNull();
});

test('a token without an end is asked for as one', async () => {
  const requests = open();
  await userEvent.click(await screen.findByRole('button', { name: 'New token' }));
  await userEvent.type(screen.getByLabelText('Name'), 'cron');
  await userEvent.selectOptions(screen.getByLabelText('It works for'), 'Until I revoke it');
  await userEvent.click(screen.getByRole('button', { name: 'Create token' }));
  await screen.findByText(SECRET);
  expect(requests.find(({ route }) => route.startsWith('POST'))?.body).toMatchObject({ days: null });
});

test('a token for nothing, or without a name, cannot be made', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'New token' }));
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Create token' });
  expect(button.disabled).toBe(true);
  await userEvent.type(screen.getByLabelText('Name'), 'cron');
  expect(button.disabled).toBe(false);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Read' }));
  expect(button.disabled).toBe(true);
});

test('a name that is taken is said at its field', async () => {
  fakeServer({
    'GET /api/tokens': { body: [token()] },
    'POST /api/tokens': refusal(409, 'name_taken', 'You have a token called “nightly” already.', 'name'),
  });
  renderPage(<AccountPage />, '/account');
  await userEvent.click(await screen.findByRole('button', { name: 'New token' }));
  await userEvent.type(screen.getByLabelText('Name'), 'nightly');
  await userEvent.click(screen.getByRole('button', { name: 'Create token' }));
  expect(await screen.findByText('You have a token called “nightly” already.')).toBeTruthy();
});

test('a token is revoked when that was confirmed', async () => {
  const requests = open([token()]);
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke nightly' }));
  const dialog = await screen.findByRole('dialog', { name: 'Revoke “nightly”?' });
  expect(requests.some(({ route }) => route.startsWith('DELETE'))).toBe(false);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Revoke token' }));
  expect(await screen.findByText('You have no access tokens.')).toBeTruthy();
});

test('what a token is for and when it ends is said in words', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect(scopeWords(['read', 'label'])).toBe('Read, label');
  expect(timeWords(token({ expires_at: null }), now)).toBe('no end, never used');
  expect(timeWords(token(), now)).toMatch(/^until 18 Feb 2027, \d\d:\d\d, never used$/);
  const used = token({ has_expired: true, last_used_at: '2026-11-20T10:00:00Z' });
  expect(timeWords(used, now)).toMatch(/^ran out 18 Feb 2027, \d\d:\d\d, last used Fri \d\d:\d\d$/);
});
