import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import ProjectsPage from '@/features/projects/projects-page';
import type { ProjectRow } from '@/shared/api/schema.gen';
import { fakeServer, refusal, renderPage } from '@/shared/test/render';

const row: ProjectRow = {
  id: 1,
  name: 'Shop reviews',
  kind: 'text',
  status: 'active',
  role: 'manager',
  items: 12_040,
  labels: 1200,
  budget_labels: 1800,
  spent_money: '144.00',
  budget_money: '216.00',
  currency: 'EUR',
  accuracy: { value: 0.941, low: 0.929, high: 0.953, n: 120, is_sure: true },
  awaited: null,
  accuracy_series: [0.7, 0.941],
  people_online: 3,
  ended_by: null,
  returned: 0,
  created_at: '2026-01-01T10:00:00Z',
};

test('a row says what was spent, what it bought and what is left', async () => {
  fakeServer({ 'GET /api/projects': { body: [row] } });
  renderPage(<ProjectsPage />);
  const item = await screen.findByRole('listitem');
  expect(item.textContent).toContain('1,200 of 1,800');
  expect(item.textContent).toContain('92.9–95.3 %most likely 94.1 %');
  expect(item.textContent).toContain('144.00 EUR spent');
  expect(item.textContent).toContain('72.00 EUR left');
  expect(item.textContent).toContain('3 on line');
  expect(within(item).getByRole('link', { name: 'Overview: Shop reviews' }).getAttribute('href')).toBe('/projects/1');
});

test('a row with few audit answers says how many there are, and no figure', async () => {
  const few = { ...row, accuracy: null, accuracy_series: [], awaited: { answered: 14, needed: 85 } };
  fakeServer({ 'GET /api/projects': { body: [few] } });
  renderPage(<ProjectsPage />);
  const item = await screen.findByRole('listitem');
  expect(item.textContent).toContain('14 of about 85 audit answers');
  expect(item.textContent).not.toContain('%');
});

test('a row of too few audit items promises no figure', async () => {
  fakeServer({ 'GET /api/projects': { body: [{ ...row, accuracy: null, accuracy_series: [] }] } });
  renderPage(<ProjectsPage />);
  expect((await screen.findByRole('listitem')).textContent).toContain('too few audit items to know');
});

test('what came back from review is said, with the way to it', async () => {
  const came = { ...row, role: 'annotator', accuracy: null, accuracy_series: [], returned: 2 };
  fakeServer({ 'GET /api/projects': { body: [came] } });
  renderPage(<ProjectsPage />);
  const link = await screen.findByRole('link', { name: '2 items came back, with notes' });
  expect(link.getAttribute('href')).toBe('/projects/1/label');
});

test('an annotator gets one button, to label', async () => {
  fakeServer({ 'GET /api/projects': { body: [{ ...row, role: 'annotator', accuracy: null, accuracy_series: [] }] } });
  renderPage(<ProjectsPage />);
  const link = await screen.findByRole('link', { name: 'Start labelling: Shop reviews' });
  expect(link.getAttribute('href')).toBe('/projects/1/label');
});

test('a spent project says so, and is not counted as active', async () => {
  fakeServer({ 'GET /api/projects': { body: [{ ...row, labels: 1800, ended_by: 'budget' }] } });
  renderPage(<ProjectsPage />);
  const item = await screen.findByRole('listitem');
  expect(within(item).getByText('Budget spent')).toBeTruthy();
  expect(within(item).getByRole('link', { name: 'Raise the budget: Shop reviews' })).toBeTruthy();
  expect(screen.getByText('none active')).toBeTruthy();
});

test('without projects the page says how to begin', async () => {
  fakeServer({ 'GET /api/projects': { body: [] } });
  renderPage(<ProjectsPage />);
  expect(await screen.findByRole('heading', { name: 'No projects yet' })).toBeTruthy();
  expect(screen.getAllByRole('link', { name: 'New project' }).length).toBeGreaterThan(0);
});

test('a list that could not be loaded can be asked for again', async () => {
  fakeServer({ 'GET /api/projects': refusal(403, 'permission_denied', 'You may not see this.') });
  renderPage(<ProjectsPage />);
  expect((await screen.findByRole('alert')).textContent).toContain('You may not see this.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('answers that are still on this machine are counted in the row of their project', async () => {
  for (const name of ['outbox/1/1/1/a', 'outbox/1/1/1/b', 'outbox/1/2/1/other', 'refused/1/1/1/c']) {
    localStorage.setItem(name, '{}');
  }
  fakeServer({ 'GET /api/projects': { body: [row, { ...row, id: 2, name: 'Digits' }] } });
  renderPage(<ProjectsPage />);
  const [first, second] = await screen.findAllByRole('listitem');
  expect(first?.textContent).toContain('2 answers wait on this machine to be sent');
  expect(first?.textContent).toContain('1 answer was not counted: see why');
  expect(second?.textContent).not.toContain('this machine');
});

test.each([[[row]], [[]]])('answers of a project that one is not in any more can be found', async (rows) => {
  localStorage.setItem('refused/1/1/77/a', '{}');
  localStorage.setItem('refused/1/1/77/b', '{}');
  fakeServer({ 'GET /api/projects': { body: rows } });
  renderPage(<ProjectsPage />);
  const link = await screen.findByRole('link', {
    name: '2 answers of a project that you are not in any more were not counted: see why',
  });
  expect(link.getAttribute('href')).toBe('/projects/77/label');
});
