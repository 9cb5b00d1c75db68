import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import AccountPage from '@/features/account/account-page';
import { alice, fakeServer, refusal, renderPage } from '@/shared/test/render';

test('a wrong present password is said at its field; the right one changes it', async () => {
  const requests = fakeServer({
    'POST /api/session/password': (body) =>
      (body as { current: string }).current === 'right'
        ? { body: alice }
        : refusal(400, 'wrong_password', 'This is not your present password.', 'current'),
  });
  renderPage(<AccountPage />, '/account');
  await userEvent.type(await screen.findByLabelText('Present password'), 'wrong');
  await userEvent.type(screen.getByLabelText('New password'), 'seven purple llamas');
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }));
  expect(await screen.findByText('This is not your present password.')).toBeTruthy();
  await userEvent.clear(screen.getByLabelText('Present password'));
  await userEvent.type(screen.getByLabelText('Present password'), 'right');
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }));
  expect(await screen.findByText('Changed. Other browsers have to sign in again.')).toBeTruthy();
  expect(requests.findLast(({ route }) => route.startsWith('POST'))?.body).toEqual({ current: 'right', password: 'seven purple llamas' });
});
