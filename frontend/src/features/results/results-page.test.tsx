import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import ResultsPage from '@/features/results/results-page';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testJob } from '@/shared/test/test-job';
import { testProject } from '@/shared/test/test-project';

const csv = { name: 'csv', title: 'CSV, for programs' };
const xlsx = { name: 'xlsx', title: 'Excel workbook' };
const offer = (what: string, changes: object = {}) => ({
  what,
  title: `Title of ${what}`,
  about: `About ${what}.`,
  rows: 12,
  missing: '',
  by_item: true,
  formats: [csv, xlsx],
  ...changes,
});
const none = { missing: 'There is no model yet.', rows: null, by_item: false };

function open(routes: FakeRoutes = {}, address = '/projects/1/results', project = testProject({ status: 'active' })) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/results': {
      body: [offer('items', { formats: [csv] }), offer('answers'), offer('model', none)],
    },
    'GET /api/jobs?project=1': { body: [] },
    'GET /api/projects/1/people': { body: [] },
    'POST /api/projects/1/exports': { status: 202, body: testJob({ kind: 'export' }) },
    ...routes,
  });
  return { requests, ...renderPage(<ResultsPage project={1} />, address) };
}

const card = (name: string) => screen.findByRole('article', { name: `Title of ${name}` });
const bodies = (requests: { route: string; body: unknown }[]) =>
  requests.filter(({ route }) => route.startsWith('POST')).map(({ body }) => body);

test('each thing says what is in it and how much there is', async () => {
  open();
  const items = await card('items');
  expect(items.textContent).toContain('About items.');
  expect(items.textContent).toContain('12 rows');
});

test('what cannot be had yet says why, and offers no file', async () => {
  open();
  const model = await card('model');
  expect(model.textContent).toContain('There is no model yet.');
  expect(within(model).queryByRole('button')).toBeNull();
});

test('a file is made of what was chosen', async () => {
  const { requests } = open();
  const answers = await card('answers');
  await userEvent.click(within(answers).getByRole('combobox', { name: 'Format' }));
  await userEvent.click(screen.getByRole('option', { name: 'Excel workbook' }));
  await userEvent.click(within(answers).getByRole('checkbox', { name: /corrected later/ }));
  await userEvent.click(within(answers).getByRole('button', { name: 'Make a file' }));
  expect(bodies(requests)).toEqual([
    { what: 'answers', format: 'xlsx', with_replaced: true, with_model: false, items: {} },
  ]);
});

test('the rest is labelled by the model where there is one', async () => {
  const { requests } = open({
    'GET /api/projects/1/results': { body: [offer('items', { formats: [csv] }), offer('predictions')] },
  });
  const items = await card('items');
  await userEvent.click(within(items).getByRole('checkbox', { name: 'The rest as the model labels it' }));
  await userEvent.click(within(items).getByRole('button', { name: 'Make a file' }));
  expect(bodies(requests)).toEqual([
    { what: 'items', format: 'csv', with_replaced: false, with_model: true, items: {} },
  ]);
});

test('the items in the address are those of the file', async () => {
  const { requests } = open({}, '/projects/1/results?state=tied&split=test');
  const items = await card('items');
  await userEvent.click(within(items).getByRole('button', { name: 'Make a file of these items' }));
  expect(bodies(requests)).toEqual([
    { what: 'items', format: 'csv', with_replaced: false, with_model: false, items: { state: 'tied', split: 'test' } },
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'All items' }));
  expect(await within(items).findByRole('button', { name: 'Make a file' })).toBeTruthy();
});

test('where the address cannot be read, no file is made of other items', async () => {
  open({}, '/projects/1/results?role=nonsense');
  const items = await card('items');
  expect(screen.getByText(/by “Role” with “nonsense”, which there is not/)).toBeTruthy();
  expect(within(items).getByRole<HTMLButtonElement>('button', { name: /Make a file/ }).disabled).toBe(true);
});

test('a file that is there is downloaded, with its size and digest', async () => {
  const file = { name: 'reviews-items.csv', size: 2_500_000, sha256: 'abc123' };
  const job = testJob({
    kind: 'export',
    state: 'done',
    download_url: '/api/jobs/7/file',
    file,
    message: '12 items exported.',
  });
  open({ 'GET /api/jobs?project=1': { body: [job, testJob({ id: '8', kind: 'import' })] } });
  const files = await screen.findByRole('region', { name: 'Files' });
  expect(within(files).getAllByRole('article')).toHaveLength(1);
  expect(within(files).getByRole('link', { name: 'Download the file' }).getAttribute('href')).toBe('/api/jobs/7/file');
  expect(files.textContent).toContain('12 items exported.');
  expect(files.textContent).toContain('abc123');
});

test('a refusal is said where the button was pressed', async () => {
  open({ 'POST /api/projects/1/exports': refusal(409, 'no_model', 'There is no model yet.') });
  const items = await card('items');
  await userEvent.click(within(items).getByRole('button', { name: 'Make a file' }));
  expect((await within(items).findByRole('alert')).textContent).toBe('There is no model yet.');
});

test('who is no manager is told whom to ask', async () => {
  const { requests } = open({}, '/projects/1/results', testProject({ role: 'reviewer', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'Results are for managers' })).toBeTruthy();
  expect(requests.map(({ route }) => route)).not.toContain('GET /api/projects/1/results');
});
