import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import PeoplePage from '@/features/people/people-page';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const here = {
  joined_at: '2026-01-01T10:00:00Z',
  has_left: false,
  labels: 0,
  skips: 0,
  password_is_given: false,
  may_set_password: false,
};
const alice = { ...here, id: 1, user: 1, username: 'alice', role: 'manager' };
const bob = { ...here, id: 2, user: 2, username: 'bob', role: 'annotator', labels: 1240, skips: 1 };
const carol = {
  id: null,
  user: 3,
  username: 'carol',
  role: null,
  joined_at: null,
  has_left: true,
  labels: 7,
  skips: 0,
  password_is_given: false,
  may_set_password: false,
};

function open(routes: FakeRoutes = {}, project = testProject({ status: 'active' })) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/people': { body: [alice, bob] },
    ...routes,
  });
  renderPage(<PeoplePage project={1} />);
  return requests;
}

test('a new account shows its password once, to be copied', async () => {
  const requests = open({
    'POST /api/projects/1/people': { body: { ...bob, id: 3, username: 'carol', initial_password: 'kelp-otter-41' } },
  });
  await userEvent.type(await screen.findByLabelText('User name'), 'carol');
  await userEvent.click(screen.getByRole('button', { name: 'Add person' }));
  expect(await screen.findByText('kelp-otter-41')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Copy password' })).toBeTruthy();
  expect(requests.find((request) => request.route.startsWith('POST'))?.body).toEqual({
    username: 'carol',
    role: 'annotator',
  });
});

test('what the server refuses stands at the field', async () => {
  open({
    'POST /api/projects/1/people': refusal(400, 'already_member', 'This person is a member already.', 'username'),
  });
  await userEvent.type(await screen.findByLabelText('User name'), 'bob{Enter}');
  expect(await screen.findByText('This person is a member already.')).toBeTruthy();
});

test('a user name is checked before it is sent', async () => {
  const requests = open();
  await userEvent.type(await screen.findByLabelText('User name'), 'bob brown{Enter}');
  expect(await screen.findByText(/Letters, digits/)).toBeTruthy();
  expect(requests.filter((request) => request.route.startsWith('POST'))).toEqual([]);
});

test('removing asks once, names what is lost, and then removes', async () => {
  const requests = open({ 'DELETE /api/projects/1/people/2': { status: 204 } });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove bob' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove bob?' });
  expect(dialog.textContent).toContain('Their 1,240 labels and 1 skip stay, in every table and export');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove bob' }));
  expect(requests.map((request) => request.route)).toContain('DELETE /api/projects/1/people/2');
});

test('who has left stays in the list with their answers, without role or button', async () => {
  open({ 'GET /api/projects/1/people': { body: [alice, bob, carol] } });
  expect(await screen.findByText('left; 7 labels stay')).toBeTruthy();
  expect(screen.getByRole('heading', { name: '2 people' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Remove carol' })).toBeNull();
  expect(screen.queryByLabelText('Role of carol')).toBeNull();
});

test('the last manager cannot go, and the row says why', async () => {
  open({ 'DELETE /api/projects/1/people/1': refusal(400, 'last_manager', 'A project needs at least one manager.') });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove alice' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove alice?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove alice' }));
  expect((await screen.findByRole('alert')).textContent).toBe('A project needs at least one manager.');
});

test('who is no manager is told whom to ask', async () => {
  open({}, testProject({ role: 'reviewer', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'People are for managers' })).toBeTruthy();
});
