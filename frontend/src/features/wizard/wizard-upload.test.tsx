import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import WizardPage from '@/features/wizard/wizard-page';
import { fakeServer, refusal, renderPage, type FakeAnswer, type FakeRoutes } from '@/shared/test/render';
import { testJob } from '@/shared/test/test-job';
import { testCounts, testPreview } from '@/shared/test/test-preview';
import { testProject } from '@/shared/test/test-project';

const preview = testPreview({ counts: testCounts({ rows: 9000, items: 9000 }) });
const seen = { id: 5, filename: 'reviews.csv', size: 9_000_000, kind: 'text', preview, preview_job: null, job: null };
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

const drop = (name: string, begin: string) =>
  userEvent.upload(screen.getByLabelText('File to import'), new File([begin], name), { applyAccept: false });

const created = (requests: { route: string; body: unknown }[]) =>
  requests.filter(({ route }) => route === 'POST /api/projects').map(({ body }) => body);

test('a refused first file leaves no draft, and decides nothing for the next one', async () => {
  fakeUpload(refusal(400, 'no_images', 'There is no image in here.', 'file'));
  const { requests, history } = open('/projects/new');
  await drop('leaves.zip', 'PK\x03\x04');
  expect(await screen.findByText('There is no image in here.')).toBeTruthy();
  expect(requests.find(({ route }) => route.startsWith('DELETE'))?.body).toEqual({ confirm_name: 'Reviews' });
  expect(history.at(-1)).toBe('/projects/new');
  fakeUpload({ body: seen });
  await drop('reviews.csv', 'text\n');
  expect(await screen.findByText(/9,000 rows/)).toBeTruthy();
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
  await drop('reviews.csv', 'text\n');
  expect(await screen.findByText('Uploaded. Looking into the file: 4,500 of 9,000')).toBeTruthy();
  expect(await screen.findByText(/9,000 rows/)).toBeTruthy();
});

test('a first file that a worker refuses leaves no draft either', async () => {
  fakeUpload({ body: unseen });
  const failed = { ...running, state: 'failed', error: 'Hardly a quotation mark of this file is closed.' };
  const { requests, history } = open('/projects/new', { 'GET /api/jobs/31': { body: failed } });
  await drop('reviews.csv', 'text\n');
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
  expect(await screen.findByText('Drop a CSV or JSONL here')).toBeTruthy();
});
