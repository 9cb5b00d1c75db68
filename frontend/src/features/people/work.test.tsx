import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import PeoplePage from '@/features/people/people-page';
import { choiceOf, dayAgo, periodOf, spanOf } from '@/features/people/span';
import { periodWords, workTable } from '@/features/people/work-words';
import { emptySheet, nobodysWork, someSheet, someWork } from '@/features/people/work.test-data';
import { toCsv } from '@/shared/charts/csv';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const downloads = vi.hoisted(() => ({ texts: [] as [string, string][] }));
vi.mock('@/shared/charts/download', async (original) => ({
  ...(await original<object>()),
  downloadText: (name: string, text: string) => downloads.texts.push([name, text]),
}));
beforeEach(() => {
  downloads.texts = [];
});

function open(routes: FakeRoutes = {}, search = '') {
  const requests = fakeServer({
    'GET /api/projects/1': { body: testProject({ status: 'active' }) },
    'GET /api/projects/1/people': { body: [] },
    'GET /api/projects/1/invitations': { body: [] },
    'GET /api/projects/1/decisions?count=10': { body: { results: [], next: null } },
    'GET /api/projects/1/people/figures': { body: someWork },
    'GET /api/projects/1/people/pay?period=month': { body: someSheet },
    ...routes,
  });
  const { history } = renderPage(<PeoplePage project={1} />, `/projects/1/people${search}`);
  return { requests, history, asked: () => requests.map(({ route }) => route) };
}

test('each person has a line with intervals, and what is not known yet says how much is missing', async () => {
  open();
  const table = await screen.findByRole('region', { name: 'What people did: table' });
  const [, bobs, carols] = within(table)
    .getAllByRole('row')
    .map((row) => row.textContent);
  for (const words of [
    ...['annotator', '1,240', '1 skip, 3 taken back', '3.1 s', 'half in 2.2 s to 4.8 s', '85.0–95.0 %'],
    ...[
      'most likely 90.0 %, 200 items',
      'not known yet',
      '30 of about 93 items',
      'Faster: 5.0 s, then 3.0 s.',
      '124.30 EUR',
    ],
  ]) {
    expect(bobs).toContain(words);
  }
  expect(carols).toContain('left');
  expect(carols).toContain('no shared items');
  expect(screen.getByText('1,247 labels; 125.50 EUR spent, 0.50 EUR of it for computing.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Items of carol' }).getAttribute('href')).toBe('/projects/1/items?person=3');
});

test('the pay sheet names period, price and money of each, and its sum is what was spent', async () => {
  open();
  const table = await screen.findByRole('region', { name: 'Pay sheet: table' });
  const rows = within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent));
  expect(rows).toEqual([
    ['Period', 'Person', 'Labels', 'Skips', 'Price', 'Money'],
    ['March 2026', 'bob', '1,243', '1', '0.10 to 0.125', '124.30 EUR'],
    ['March 2026', 'carolleft', '7', '0', '0.10', '0.70 EUR'],
    ['March 2026', 'Computing', '–', '–', '–', '0.50 EUR'],
    ['Sum', '1,250', '1', '', '125.50 EUR'],
  ]);
});

test('the rows that are shown are downloaded', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Download CSV of the work of people' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Download CSV of the pay sheet' }));
  const [[work, rows], [pay, paid]] = downloads.texts as [[string, string], [string, string]];
  expect([work, pay]).toEqual(['shop-reviews-work-all-time.csv', 'shop-reviews-pay-month-all-time.csv']);
  expect(rows.split('\r\n')[1]).toContain('bob,annotator,1240,1,3,3.1,2.2,4.8,1200,0.9,');
  expect(rows.split('\r\n')[3]).toMatch(/^Computing,,.*,0\.5000,EUR$/);
  expect(paid.split('\r\n').slice(1, 4)).toEqual([
    '2026-03-01,bob,annotator,1243,1,0.1000,0.1250,124.3000,EUR',
    '2026-03-01,carol,left,7,0,0.1000,0.1000,0.7000,EUR',
    '2026-03-01,Computing,,0,0,,,0.5000,EUR',
  ]);
});

test('each row of the file has a cell for each column', () => {
  const { columns, rows } = workTable(someWork);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns.length]));
  expect(toCsv(columns, rows).split('\r\n')[0]).toMatch(/^person,role,labels,skips,taken_back,seconds_median/);
});

test('the address says which days, and both tables follow', async () => {
  const week = `from=${dayAgo(6)}&to=${dayAgo(0)}`;
  const { history, asked } = open({
    [`GET /api/projects/1/people/figures?${week}`]: { body: nobodysWork },
    [`GET /api/projects/1/people/pay?${week}&period=month`]: { body: emptySheet },
    [`GET /api/projects/1/people/pay?${week}&period=day`]: { body: emptySheet },
  });
  await userEvent.click(await screen.findByRole('radio', { name: '7 days' }));
  expect(await screen.findByText('Nothing was paid on these days.')).toBeTruthy();
  expect(screen.getByText('0 labels; 0.00 EUR spent.')).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Days' }));
  expect(history.at(-1)).toBe('/projects/1/people?days=7&by=day');
  expect(asked()).toContain(`GET /api/projects/1/people/pay?${week}&period=day`);
});

test('days of one’s own stand in the address, and a range without a day is not asked for', async () => {
  const { history, asked } = open(
    {
      'GET /api/projects/1/people/figures?from=2026-03-01&to=2026-03-31': { body: someWork },
      'GET /api/projects/1/people/pay?from=2026-03-01&to=2026-03-31&period=week': { body: someSheet },
    },
    '?from=2026-03-01&to=2026-03-31&by=week',
  );
  expect((await screen.findAllByText('week of 1 Mar 2026')).length).toBe(3);
  const before = asked().length;
  fireEvent.change(screen.getByLabelText('Until, with that day'), { target: { value: '2026-02-01' } });
  expect(await screen.findByText('It must end after it begins.')).toBeTruthy();
  expect(history.at(-1)).toBe('/projects/1/people?from=2026-03-01&to=2026-02-01&by=week');
  expect(screen.queryByRole('region', { name: 'Pay sheet: table' })).toBeNull();
  expect(asked().length).toBe(before);
  await userEvent.click(screen.getByRole('radio', { name: 'All time' }));
  expect(history.at(-1)).toBe('/projects/1/people?by=week');
});

test('what could not be loaded says so, and the rest of the page stays', async () => {
  open({ 'GET /api/projects/1/people/figures': refusal(403, 'permission_denied', 'Your role does not allow this.') });
  expect(await screen.findByRole('heading', { name: 'The work could not be loaded' })).toBeTruthy();
  expect(await screen.findByRole('heading', { name: 'Pay sheet' })).toBeTruthy();
});

test('what no address of this page says is all time, by month', () => {
  const params = new URLSearchParams('days=12&by=year');
  expect([choiceOf(params), periodOf(params)]).toEqual(['all', 'month']);
  expect(spanOf(new URLSearchParams('from=soon'))).toEqual({ from: null, to: null });
  const now = new Date(2026, 2, 1, 0, 5);
  expect(spanOf(new URLSearchParams('days=7'), now)).toEqual({ from: '2026-02-23', to: '2026-03-01' });
  expect(periodWords('2026-03-01', 'day')).toBe('1 Mar 2026');
});
