import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import JobsDrawer from '@/features/jobs/jobs-drawer';
import JobsWatcher from '@/features/jobs/jobs-watcher';
import type { Job } from '@/shared/api/schema.gen';
import { fakeServer, renderPage } from '@/shared/test/render';
import { jobCounts, testJob } from '@/shared/test/test-job';

const job = testJob({ log: ['10:00:00 Reading'] });
const done: Job = {
  ...job,
  id: '16',
  state: 'done',
  done: 12_042,
  counts: jobCounts({ added: 12_040, rejected: 2 }),
  problems: 2,
  problems_url: '/api/jobs/16/problems',
  can_cancel: false,
};

test('a running job shows how far it is, its log, and can be cancelled', async () => {
  const requests = fakeServer({
    'GET /api/jobs': { body: [job] },
    'POST /api/jobs/17/cancel': { body: { ...job, state: 'cancelled' } },
  });
  renderPage(<JobsDrawer onClose={vi.fn()} />);
  const card = await screen.findByRole('article', { name: 'Import reviews.csv: Running' });
  expect(card.textContent).toContain('34 %');
  expect(card.textContent).toContain('2,007 rows/s · 4 s left');
  await userEvent.click(within(card).getByRole('button', { name: 'Show the log' }));
  expect(card.textContent).toContain('10:00:00 Reading');
  await userEvent.click(within(card).getByRole('button', { name: 'Cancel' }));
  expect(requests.map((request) => request.route)).toContain('POST /api/jobs/17/cancel');
});

test('an ended import gives its counts and its problems by row', async () => {
  fakeServer({ 'GET /api/jobs': { body: [done] } });
  renderPage(<JobsDrawer onClose={vi.fn()} />);
  const card = await screen.findByRole('article', { name: 'Import reviews.csv: Done' });
  expect(card.textContent).toContain('12,040 added, 2 left out.');
  expect(within(card).getByRole('link', { name: 'Download 2 problems' }).getAttribute('href')).toBe(
    '/api/jobs/16/problems',
  );
});

test('on the page of a project the drawer shows the jobs of that project first', async () => {
  const requests = fakeServer({ 'GET /api/jobs?project=7': { body: [] }, 'GET /api/jobs': { body: [done] } });
  renderPage(<JobsDrawer onClose={vi.fn()} />, '/projects/7?jobs=open');
  expect(await screen.findByRole('heading', { name: 'No jobs yet' })).toBeTruthy();
  expect(requests.map((request) => request.route)).toEqual(['GET /api/jobs?project=7']);
  await userEvent.click(screen.getByRole('radio', { name: 'All projects' }));
  expect(await screen.findByRole('article')).toBeTruthy();
});

test('the end of an import is announced', async () => {
  const states: Job[] = [job, { ...done, id: '17' }];
  fakeServer({ 'GET /api/jobs': () => ({ body: [states.length > 1 ? states.shift() : states[0]] }) });
  renderPage(<JobsWatcher />);
  const told = await screen.findByRole('alert', {}, { timeout: 3000 });
  expect(told.textContent).toContain('Import reviews.csv: done');
  expect(told.textContent).toContain('12,040 added, 2 left out.');
});

test('a benchmark says how many rounds it has played and leads to its page', async () => {
  const benchmark: Job = {
    ...job,
    id: 'benchmark-12',
    kind: 'benchmark',
    title: 'Benchmark: First look',
    done: 12,
    total: 42,
    rate: null,
    seconds_left: 240,
    log: [],
  };
  fakeServer({ 'GET /api/jobs': { body: [benchmark] } });
  renderPage(<JobsDrawer onClose={vi.fn()} />);
  const card = await screen.findByRole('article', { name: 'Benchmark: First look: Running' });
  expect(card.textContent).toContain('12 of 42 rounds · 4 min left');
  expect(within(card).getByRole('link', { name: 'Open the benchmark' }).getAttribute('href')).toBe(
    '/projects/1/benchmarks/12',
  );
});
