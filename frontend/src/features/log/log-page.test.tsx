import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import LogPage from '@/features/log/log-page';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const entry = (id: number, sentence: string, username = 'alice') => ({
  id,
  at: '2026-01-01T10:00:00Z',
  username,
  kind: 'setting',
  sentence,
});

function open(routes: FakeRoutes = {}, project = testProject({ status: 'active' })) {
  const requests = fakeServer({ 'GET /api/projects/1': { body: project }, ...routes });
  renderPage(<LogPage project={1} />);
  return requests;
}

test('each entry says who and what, and older ones come when they are asked for', async () => {
  open({
    'GET /api/projects/1/log': { body: { entries: [entry(9, 'Paused the project.')], next: 9 } },
    'GET /api/projects/1/log?before=9': { body: { entries: [entry(3, 'Created the project.', '')], next: null } },
  });
  expect((await screen.findByRole('listitem')).textContent).toContain('alicePaused the project.');
  await userEvent.click(screen.getByRole('button', { name: 'Show older entries' }));
  expect(await screen.findByText('A command')).toBeTruthy();
  expect(screen.getByText('Created the project.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show older entries' })).toBeNull();
});

test('what nobody did is said to be of the server', async () => {
  const gaveUp = { ...entry(9, 'The webhook to example.org is off.', ''), kind: 'webhook_gave_up' };
  open({ 'GET /api/projects/1/log': { body: { entries: [gaveUp], next: null } } });
  expect(await screen.findByText('The server')).toBeTruthy();
});

test('a page that does not come leaves the entries that are there, and says so', async () => {
  open({
    'GET /api/projects/1/log': { body: { entries: [entry(9, 'Paused the project.')], next: 9 } },
    'GET /api/projects/1/log?before=9': refusal(503, 'database_away', 'The database does not answer.'),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Show older entries' }));
  expect((await screen.findByRole('alert')).textContent).toBe('The database does not answer.');
  expect(screen.getByText('Paused the project.')).toBeTruthy();
});

test('who is no manager is told whom to ask', async () => {
  const requests = open({}, testProject({ role: 'reviewer', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'The log is for managers' })).toBeTruthy();
  expect(requests.map((request) => request.route)).not.toContain('GET /api/projects/1/log');
});
