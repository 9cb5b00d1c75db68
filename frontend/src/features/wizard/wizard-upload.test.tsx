import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import WizardPage from '@/features/wizard/wizard-page';
import { comeBack, fakeServer, refusal, renderPage, type FakeAnswer, type FakeRoutes } from '@/shared/test/render';
import { testJob } from '@/shared/test/test-job';
import { testChosen, testCounts, testPreview } from '@/shared/test/test-preview';
import { testProject } from '@/shared/test/test-project';

const preview = testPreview({ counts: testCounts({ rows: 9000, items: 9000 }) });
const choices = testChosen();
const seen = {
  id: 5,
  filename: 'reviews.csv',
  address: '',
  size: 9_000_000,
  kind: 'text',
  preview,
  choices,
  preview_job: null,
  job: null,
};
const unseen = { ...seen, preview: null, preview_job: '31' };
const running = testJob({
  id: '31',
  kind: 'preview',
  title: 'Preview of reviews.csv',
  project_name: 'Reviews',
  done: 4500,
  total: 9000,
  rate: null,
  seconds_left: null,
  started_at: null,
});
const draft = testProject({ id: 1, name: 'Reviews', items: 0, status: 'draft' });

/** What the server answers to the file itself. */
function fakeUpload({ status = 201, body }: FakeAnswer) {
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {};
      status = status;
      responseText = JSON.stringify(body);
      onload?: () => void;
      open = vi.fn();
      setRequestHeader = vi.fn();
      send() {
        this.onload?.();
      }
    },
  );
}

function open(address: string, routes: FakeRoutes = {}) {
  const requests = fakeServer({
    'POST /api/projects': { body: draft },
    'GET /api/projects/1': { body: draft },
    'DELETE /api/projects/1': { status: 204 },
    'GET /api/jobs?project=1': { body: [] },
    'GET /api/projects/1/uploads': { body: [seen] },
    ...routes,
  });
  return { requests, ...renderPage(<WizardPage />, address) };
}

const drop = (...files: [name: string, begin: string][]) =>
  userEvent.upload(
    screen.getByLabelText('Files to import'),
    files.map(([name, begin]) => new File([begin], name)),
    { applyAccept: false },
  );

const created = (requests: { route: string; body: unknown }[]) =>
  requests.filter(({ route }) => route === 'POST /api/projects').map(({ body }) => body);

test('a refused first file leaves no draft, and decides nothing for the next one', async () => {
  fakeUpload(refusal(400, 'no_images', 'There is no image in here.', 'file'));
  const { requests, history } = open('/projects/new');
  await drop(['leaves.zip', 'PK\x03\x04']);
  expect(await screen.findByText('There is no image in here.')).toBeTruthy();
  expect(requests.find(({ route }) => route.startsWith('DELETE'))?.body).toEqual({ confirm_name: 'Reviews' });
  expect(history.at(-1)).toBe('/projects/new');
  fakeUpload({ body: seen });
  await drop(['reviews.csv', 'text\n']);
  expect(await screen.findByRole('button', { name: 'Import 9,000 items' })).toBeTruthy();
  expect(created(requests)).toEqual([
    { name: 'Leaves', kind: 'image' },
    { name: 'Reviews', kind: 'text' },
  ]);
});

test('what takes longer is looked at by a worker, and the page says how far it is', async () => {
  fakeUpload({ body: unseen });
  let asked = 0;
  open('/projects/new', {
    'GET /api/jobs/31': () => ({ body: { ...running, state: (asked += 1) < 3 ? 'running' : 'done' } }),
  });
  await drop(['reviews.csv', 'text\n']);
  expect(await screen.findByText('Uploaded. Looking into the file: 4,500 of 9,000')).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Import 9,000 items' })).toBeTruthy();
});

test('a first file that a worker refuses leaves no draft either', async () => {
  fakeUpload({ body: unseen });
  const failed = { ...running, state: 'failed', error: 'Hardly a quotation mark of this file is closed.' };
  const { requests, history } = open('/projects/new', { 'GET /api/jobs/31': { body: failed } });
  await drop(['reviews.csv', 'text\n']);
  expect(await screen.findByText('Hardly a quotation mark of this file is closed.')).toBeTruthy();
  await waitFor(() => expect(requests.some(({ route }) => route.startsWith('DELETE'))).toBe(true));
  expect(history.at(-1)).toBe('/projects/new');
});

test('after a reload the look at a file goes on, and can be cancelled', async () => {
  let state = 'running';
  open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': () => ({ body: state === 'running' ? [unseen] : [] }),
    'GET /api/jobs/31': () => ({ body: { ...running, state } }),
    'POST /api/jobs/31/cancel': () => {
      state = 'cancelled';
      return { body: { ...running, state } };
    },
  });
  expect(await screen.findByText('Uploaded. Looking into the file: 4,500 of 9,000')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('Drop files or a folder here')).toBeTruthy();
});

test('a name that only a file has suggested, and that is taken, gives way to a free one', async () => {
  fakeUpload({ body: seen });
  const taken = refusal(409, 'name_taken', 'There is a project called “Reviews” already.', 'name');
  const { requests } = open('/projects/new', {
    'POST /api/projects': (body) =>
      (body as { name: string }).name === 'Reviews' ? taken : { body: { ...draft, name: 'Reviews 2' } },
  });
  await drop(['reviews.csv', 'text\n']);
  expect(await screen.findByRole('button', { name: 'Import 9,000 items' })).toBeTruthy();
  expect(created(requests).map((body) => (body as { name: string }).name)).toEqual(['Reviews', 'Reviews 2']);
});

test('a name that was typed is never changed: the file waits until it is free', async () => {
  open('/projects/new', { 'POST /api/projects': refusal(409, 'name_taken', 'This name is taken.', 'name') });
  await userEvent.type(screen.getByLabelText('Name'), 'Mine');
  await drop(['reviews.csv', 'text\n']);
  expect(await screen.findByText('This name is taken.')).toBeTruthy();
  expect(screen.getByText('“reviews.csv” is kept; it is uploaded as soon as the name is free.')).toBeTruthy();
});

test('several tables come one after the other, each after a look', async () => {
  fakeUpload({ body: seen });
  const second = { ...seen, id: 6, filename: 'shoes.csv' };
  const { requests } = open('/projects/new', {
    'POST /api/projects/1/imports': { status: 202, body: { ...running, id: '40', kind: 'import' } },
  });
  await drop(['shoes.csv', 'text\n'], ['reviews.csv', 'text\n']);
  expect(await screen.findByText(/“shoes.csv” waits/)).toBeTruthy();
  fakeUpload({ body: second });
  await userEvent.click(screen.getByRole('button', { name: 'Import 9,000 items' }));
  expect(await screen.findByRole('heading', { name: 'shoes.csv' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Import 9,000 items' }));
  await waitFor(() => {
    const uploads = requests.filter(({ route }) => route.endsWith('/imports')).map(({ body }) => body);
    expect(uploads).toEqual([{ upload: 5 }, { upload: 6 }]);
  });
});

test('what was chosen for one file is not said of the one that waits behind it', async () => {
  fakeUpload({ body: seen });
  const chosen = { ...seen, choices: testChosen({ has_header: false }) };
  const { requests } = open('/projects/new', {
    'POST /api/projects/1/uploads/5/preview': { body: chosen },
    'POST /api/projects/1/imports': { status: 202, body: { ...running, id: '40', kind: 'import' } },
  });
  await drop(['shoes.csv', 'text\n'], ['reviews.csv', 'text\n']);
  await userEvent.click(await screen.findByRole('combobox', { name: 'First line' }));
  await userEvent.click(await screen.findByRole('option', { name: 'The first item' }));
  fakeUpload({ body: { ...seen, id: 6, filename: 'shoes.csv' } });
  const importing = await screen.findByRole('button', { name: 'Import 9,000 items' });
  await waitFor(() => expect(importing).toHaveProperty('disabled', false));
  await userEvent.click(importing);
  await userEvent.click(await screen.findByRole('button', { name: 'Import 9,000 items' }));
  await waitFor(() => {
    const uploads = requests.filter(({ route }) => route.endsWith('/imports')).map(({ body }) => body);
    expect(uploads).toEqual([{ upload: 5, has_header: false }, { upload: 6 }]);
  });
});

test('a file of another machine is fetched by a worker, and looked at like any other', async () => {
  const fetched = { ...unseen, address: 's3://bucket/reviews.csv' };
  const { requests } = open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': { body: [] },
    'GET /api/projects/1/sources': { body: { allowed: ['s3://bucket'] } },
    'POST /api/projects/1/sources': { status: 202, body: fetched },
    'GET /api/jobs/31': { body: { ...running, message: '12 MB fetched so far.' } },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'From an address' }));
  expect(await screen.findByText(/Allowed: s3:\/\/bucket\./)).toBeTruthy();
  await userEvent.type(screen.getByLabelText('Address'), 's3://bucket/reviews.csv');
  await userEvent.click(screen.getByRole('button', { name: 'Fetch and look at it' }));
  expect(await screen.findByText('Fetching and looking into it: 12 MB fetched so far.')).toBeTruthy();
  expect(requests.find(({ route }) => route.startsWith('POST /api/projects/1/sources'))?.body).toEqual({
    address: 's3://bucket/reviews.csv',
  });
});

test('an address that is refused stays in its field, with the reason, and can be mended', async () => {
  const words = '“s3://bukket” is no place that is allowed here.';
  const { requests } = open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': { body: [] },
    'GET /api/projects/1/sources': { body: { allowed: ['s3://bucket'] } },
    'POST /api/projects/1/sources': refusal(400, 'address_refused', words, 'address'),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'From an address' }));
  const field = await screen.findByLabelText<HTMLInputElement>('Address');
  expect(document.activeElement).toBe(field);
  await userEvent.keyboard('s3://bukket/reviews.csv{Enter}');
  expect(await screen.findByText(words)).toBeTruthy();
  const again = screen.getByLabelText<HTMLInputElement>('Address');
  expect([again.value, document.activeElement]).toEqual(['s3://bukket/reviews.csv', again]);
  await userEvent.keyboard('?');
  expect(screen.queryByText(words)).toBeNull();
  expect(requests.filter(({ route }) => route.startsWith('POST'))).toHaveLength(1);
});

test('an address whose file a worker refuses stays too, also where the page was opened after it was sent', async () => {
  const pending = { ...unseen, address: 's3://bucket/reviews.csv' };
  const failed = { ...running, state: 'failed', error: 'There is no text in here.' };
  open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': { body: [pending] },
    'GET /api/projects/1/sources': { body: { allowed: ['s3://bucket'] } },
    'GET /api/jobs/31': { body: failed },
  });
  expect(await screen.findByText(failed.error)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Address').value).toBe(pending.address);
});

test('an address that is being typed stays where its places could not be asked for anew', async () => {
  const answers = [{ body: { allowed: ['s3://bucket'] } }];
  open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': { body: [] },
    'GET /api/projects/1/sources': () => answers.shift() ?? refusal(503, 'away', 'The database is away.'),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'From an address' }));
  await userEvent.type(await screen.findByLabelText('Address'), 's3://bucket/rev');
  comeBack();
  expect(await screen.findByText('The database is away.')).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Address').value).toBe('s3://bucket/rev');
});

test('where nothing may be fetched the page says who can allow it', async () => {
  open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': { body: [] },
    'GET /api/projects/1/sources': { body: { allowed: [] } },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'From an address' }));
  expect(await screen.findByText(/ALLOWED_SOURCES/)).toBeTruthy();
  expect(screen.queryByLabelText('Address')).toBeNull();
});

test('an import that was cancelled is taken up by the same choices', async () => {
  const stopped = { ...running, id: '40', kind: 'import', state: 'cancelled' };
  const imported = { ...seen, job: '40', choices: testChosen({ labels_are: 'answers' }) };
  const { requests } = open('/projects/new?project=1&step=1', {
    'GET /api/projects/1/uploads': { body: [imported] },
    'GET /api/jobs?project=1': { body: [stopped] },
    'POST /api/projects/1/imports': { status: 202, body: { ...stopped, id: '41', state: 'running' } },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Go on with this import' }));
  await waitFor(() =>
    expect(requests.find(({ route }) => route.endsWith('/imports'))?.body).toEqual({
      upload: 5,
      goes_on: true,
      labels_are: 'answers',
    }),
  );
});
