import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import WizardPage from '@/features/wizard/wizard-page';
import type { Upload } from '@/shared/api/schema.gen';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { jobCounts, testJob } from '@/shared/test/test-job';
import { testChosen, testCounts, testPreview } from '@/shared/test/test-preview';
import { testProject } from '@/shared/test/test-project';

const upload: Upload = {
  id: 5,
  filename: 'reviews.csv',
  address: '',
  size: 1_204_000,
  kind: 'text',
  preview: testPreview({
    counts: testCounts({ rows: 1206, items: 1204, left_out: 2, truths: 1204 }),
    labels: [
      { name: 'positive', key: '1', color: '#0072B2', items: 900, is_new: true, spellings: [] },
      { name: 'negative', key: '2', color: '#E69F00', items: 304, is_new: true, spellings: [] },
    ],
  }),
  choices: testChosen(),
  preview_job: null,
  job: null,
};
const job = testJob({
  state: 'done',
  done: 1204,
  total: 1204,
  rate: null,
  seconds_left: null,
  started_at: null,
  counts: jobCounts({ added: 1204, truths: 1204 }),
  can_cancel: false,
});

function open(address: string, routes: FakeRoutes = {}, project = testProject()) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/jobs?project=1': { body: [] },
    'GET /api/projects/1/uploads': { body: [] },
    'GET /api/strategies': { body: [] },
    'PATCH /api/projects/1': (body) => ({ body: { ...project, ...(body as object) } }),
    ...routes,
  });
  return { requests, ...renderPage(<WizardPage />, address) };
}

test('a name that is taken is said at the name', async () => {
  open('/projects/new', { 'POST /api/projects': refusal(400, 'name_taken', 'This name is taken.', 'name') });
  await userEvent.type(screen.getByLabelText('Name'), 'Shop reviews');
  await userEvent.click(screen.getByRole('button', { name: 'Create without a file' }));
  expect(await screen.findByText('This name is taken.')).toBeTruthy();
});

test('a new draft has its own address', async () => {
  const { history, requests } = open('/projects/new', { 'POST /api/projects': { body: testProject({ items: 0 }) } });
  await userEvent.type(screen.getByLabelText('Name'), 'Shop reviews');
  await userEvent.click(screen.getByRole('radio', { name: 'Texts' }));
  await userEvent.click(screen.getByRole('button', { name: 'Create without a file' }));
  await screen.findByText('Drop files or a folder here');
  expect(history.at(-1)).toBe('/projects/new?project=1&step=1');
  expect(requests[0]?.body).toEqual({ name: 'Shop reviews', kind: 'text' });
});

test('the preview comes from the server, on any machine, and names what will be imported', async () => {
  const { requests } = open(
    '/projects/new?project=1&step=1',
    { 'GET /api/projects/1/uploads': { body: [upload] }, 'POST /api/projects/1/imports': { status: 202, body: job } },
    testProject({ items: 0 }),
  );
  expect(await screen.findByRole('article', { name: 'Item 1' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Import 1,204 items' }));
  expect(await screen.findByText('Drop files or a folder here')).toBeTruthy();
  expect(requests.find((request) => request.route.endsWith('/imports'))?.body).toEqual({ upload: 5 });
});

test('another file can be chosen instead of the one that is there', async () => {
  const files = { 'GET /api/projects/1/uploads': { body: [upload] } };
  open('/projects/new?project=1&step=1', files, testProject({ items: 0 }));
  await userEvent.click(await screen.findByRole('button', { name: 'Choose another file' }));
  expect(await screen.findByText('Drop files or a folder here')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Import 1,204 items' })).toBeNull();
});

test('files that cannot be listed are said, and asked for again', async () => {
  open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': refusal(403, 'permission_denied', 'Only managers may do this.'),
  });
  expect(await screen.findByText('Only managers may do this.')).toBeTruthy();
});

test('without data the address cannot jump ahead', async () => {
  open('/projects/new?project=1&step=3', {}, testProject({ items: 0 }));
  expect(await screen.findByText('Drop files or a folder here')).toBeTruthy();
});

test('labels found in the file are in the list, with keys', async () => {
  const imported = { 'GET /api/projects/1/uploads': { body: [{ ...upload, job: '17' }] } };
  const looks = [
    { key: '1', color: '#0072B2' },
    { key: '2', color: '#E69F00' },
  ];
  const asked = { 'POST /api/projects/1/labels/preview': { body: looks } };
  const project = testProject({ labels: [] });
  const { requests } = open('/projects/new?project=1&step=2', { ...imported, ...asked }, project);
  const key = await screen.findByLabelText<HTMLInputElement>('Key of negative');
  await expect.poll(() => key.value).toBe('2');
  const [question] = requests.filter((request) => request.route.endsWith('/labels/preview'));
  expect(question?.body).toEqual({ labels: [{ name: 'positive' }, { name: 'negative' }] });
});

test('a key held twice is said at once, and stops the way on', async () => {
  open('/projects/new?project=1&step=2');
  const key = await screen.findByLabelText('Key of negative');
  await userEvent.type(key, '1');
  expect(screen.getByText('“1” is already the key of positive.')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Go on to budget' }).disabled).toBe(true);
});

test('going on stores the draft first', async () => {
  const { requests, history } = open('/projects/new?project=1&step=2');
  await userEvent.type(await screen.findByLabelText('Guidelines'), 'Be kind.');
  await userEvent.click(screen.getByRole('button', { name: 'Go on to budget' }));
  expect(await screen.findByLabelText('Budget in labels')).toBeTruthy();
  expect(history.at(-1)).toBe('/projects/new?project=1&step=3');
  expect(requests.find((request) => request.route.startsWith('PATCH'))?.body).toEqual({ guidelines: 'Be kind.' });
});

test('a refused start lists what is missing and where to mend it', async () => {
  const missing = [{ code: 'no_items', detail: 'No items yet.' }];
  open(
    '/projects/new?project=1&step=3',
    { 'POST /api/projects/1/start': refusal(400, 'not_ready', 'No items yet.') },
    testProject({ missing }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Start labelling project' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('No items yet.');
  expect(screen.getByRole('link', { name: 'Go to data' }).getAttribute('href')).toBe('/projects/new?project=1&step=1');
});

test('a started project opens its overview', async () => {
  const { history } = open('/projects/new?project=1&step=3', {
    'POST /api/projects/1/start': { body: testProject({ status: 'active' }) },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Start labelling project' }));
  await expect.poll(() => history.at(-1)).toBe('/projects/1');
});

test('what is typed and not valid asks before it is lost; what is valid is stored', async () => {
  const { requests, history } = open('/projects/new?project=1&step=2');
  await userEvent.type(await screen.findByLabelText('Key of negative'), '1');
  await userEvent.click(screen.getByRole('link', { name: 'All projects' }));
  expect(await screen.findByText('Some fields need mending, and what stands in them is not saved.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Leave without saving' }));
  expect(history.at(-1)).toBe('/');
  expect(requests.some(({ route }) => route.startsWith('PATCH'))).toBe(false);
});
