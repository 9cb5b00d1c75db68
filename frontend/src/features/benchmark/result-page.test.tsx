import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { testArm, testBenchmark, testPoint, testRow, testSpread } from '@/features/benchmark/benchmark.test-data';
import ResultPage from '@/features/benchmark/result-page';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testOverview } from '@/shared/test/test-overview';
import { testProject } from '@/shared/test/test-project';

const project = testProject({ status: 'active', strategy: 'random' });
const second = testBenchmark({ id: 13, title: 'Second look' });

function open(routes: FakeRoutes = {}, search = '') {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/benchmarks': {
      body: { sources: [], benchmarks: [testRow({ id: 13, title: 'Second look' }), testRow()] },
    },
    'GET /api/benchmarks/12': { body: testBenchmark() },
    'GET /api/benchmarks/13': { body: second },
    ...routes,
  });
  return { requests, ...renderPage(<ResultPage project={1} benchmark={12} />, `/projects/1/benchmarks/12${search}`) };
}

const running = testBenchmark({
  state: 'running',
  done: 12,
  seconds_left: 240,
  finished_at: null,
  can_cancel: true,
  sentence: '12 of 42 rounds are played.',
  advice: { strategy: null, certainty: 'early', sentence: 'Too early to say.' },
});

test('the verdict comes first, with how sure it is and what it stands on', async () => {
  open();
  const article = await screen.findByRole('article', { name: 'First look' });
  expect(article.textContent).toContain('Recommended errs on 5.0 %');
  expect(article.textContent).toContain('Take Recommended: it needs 200 labels less.');
  expect(article.textContent).toContain('Clear difference');
  expect(article.textContent).toContain(
    '2 strategies, 3 seeds each · answered from known answers · tested on 1,000 items',
  );
  expect(screen.getByRole('link', { name: /Change the strategy/ }).getAttribute('href')).toBe('/projects/1/settings');
});

test('the table is that of the papers, and the curves have theirs', async () => {
  open();
  const results = await screen.findByRole('region', { name: 'Results' });
  expect(within(results).getAllByRole('row')[1]?.textContent).toContain('15.0 % ± 1.0');
  expect(within(results).getAllByRole('row')[1]?.textContent).toContain('−4.0 points (−6.0 to −2.0), better');
  const chart = screen.getByRole('region', { name: 'Error against labels' });
  expect(chart.textContent).toContain('The vertical axis does not start at zero.');
  await userEvent.click(within(chart).getByRole('button', { name: /^Table/ }));
  expect(within(chart).getAllByRole('row')).toHaveLength(9);
});

test('the axis is in the address', async () => {
  const { history } = open({}, '?x=people');
  expect(await screen.findByRole('region', { name: 'Error against people’s time (min)' })).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Machine time' }));
  expect(await screen.findByRole('region', { name: 'Error against machine time (s)' })).toBeTruthy();
  expect(history.at(-1)).toContain('x=machine');
});

test('an axis on which nothing was spent is not offered', async () => {
  const free = testBenchmark({
    arms: [testArm('default', [testPoint(0, { money: 0 }), testPoint(1, { money: 0 })])],
    penalty: null,
  });
  open({ 'GET /api/benchmarks/12': { body: free } }, '?x=money');
  expect(await screen.findByRole('region', { name: 'Error against labels' })).toBeTruthy();
  expect(screen.queryByRole('radio', { name: 'Money' })).toBeNull();
  expect(screen.getByText(/Needs two strategies/)).toBeTruthy();
});

test('while it runs it says how far and how long, and can be cancelled', async () => {
  const { requests } = open({
    'GET /api/benchmarks/12': { body: running },
    'POST /api/benchmarks/12/cancel': { body: testRow({ state: 'running', can_cancel: false }) },
  });
  expect(await screen.findByText('12 of 42 rounds · about 4 min left')).toBeTruthy();
  expect(screen.getByText(/Recommended: 3 of 3 seeds complete/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Cancel it to delete it' }).hasAttribute('disabled')).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the benchmark' }));
  expect(requests.map(({ route }) => route)).toContain('POST /api/benchmarks/12/cancel');
});

test('it is asked again every two seconds while it runs, and no more after', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const states = [running, testBenchmark()];
  const { requests } = open({
    'GET /api/benchmarks/12': () => ({ body: states.length > 1 ? states.shift() : states[0] }),
  });
  const asked = () => requests.filter(({ route }) => route === 'GET /api/benchmarks/12').length;
  await screen.findByText(/12 of 42 rounds ·/);
  await vi.advanceTimersByTimeAsync(2_100);
  expect(await screen.findByText(/Recommended errs on 5.0 %/)).toBeTruthy();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toBe(2);
  vi.useRealTimers();
});

test('before the first round every part says what will come', async () => {
  const arms = [testArm('default', []), testArm('random', [])];
  const waiting = { ...running, state: 'waiting' as const, arms, penalty: null, test_items: null, pool_items: null };
  open({ 'GET /api/benchmarks/12': { body: waiting } });
  expect(await screen.findByText(/No points yet/)).toBeTruthy();
  expect(screen.getByText('No rounds yet.')).toBeTruthy();
  expect(screen.getByText('The first complete seed fills the table.')).toBeTruthy();
  expect(screen.getByText(/No estimates yet/)).toBeTruthy();
});

test('a run that failed says so by strategy and seed', async () => {
  const [arm] = testBenchmark().arms;
  const failed = { seed: 2, state: 'failed' as const, done: 1, total: 7, error: 'Out of memory.' };
  open({ 'GET /api/benchmarks/12': { body: testBenchmark({ arms: arm ? [{ ...arm, runs: [failed] }] : [] }) } });
  expect(await screen.findByText('Recommended, seed 2: Out of memory.')).toBeTruthy();
});

test('a sleeping worker is told in words, one at work is not', async () => {
  const asleep = { ...testOverview, ranking: { ...testOverview.ranking, worker_alive: false } };
  const { unmount } = open({
    'GET /api/benchmarks/12': { body: running },
    'GET /api/projects/1/overview': { body: asleep },
  });
  expect((await screen.findByText(/No worker since/)).textContent).toContain('What was measured is safe');
  unmount();
  const { requests } = open({
    'GET /api/benchmarks/12': { body: running },
    'GET /api/projects/1/overview': { body: testOverview },
  });
  await waitFor(() => expect(requests.map(({ route }) => route)).toContain('GET /api/projects/1/overview'));
  await screen.findByText(/12 of 42 rounds ·/);
  expect(screen.queryByText(/No worker/)).toBeNull();
});

test('two benchmarks stand beside each other, by the address', async () => {
  const { history } = open({}, '?with=13');
  expect(await screen.findByRole('article', { name: 'Second look' })).toBeTruthy();
  expect(screen.getByRole('article', { name: 'First look' })).toBeTruthy();
  expect(screen.getAllByRole('region', { name: 'Error against labels' })).toHaveLength(2);
  await userEvent.click(screen.getByRole('button', { name: 'Show this one alone' }));
  expect(screen.queryByRole('article', { name: 'Second look' })).toBeNull();
  expect(history.at(-1)).not.toContain('with=');
});

test('the other one may be gone; the first one stays', async () => {
  open({ 'GET /api/benchmarks/13': refusal(404, 'not_found', 'Not found.') }, '?with=13');
  expect((await screen.findByRole('alert')).textContent).toContain('The other benchmark could not be loaded');
  expect(screen.getByRole('article', { name: 'First look' })).toBeTruthy();
});

test('files are one click away', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Download' }));
  const latex = await screen.findByRole('menuitem', { name: /LaTeX/ });
  expect(latex.getAttribute('href')).toBe('/api/benchmarks/12/file?format=latex');
});

test('estimates are those of the strategy in the address', async () => {
  const points = [testPoint(0, { proxy_error: testSpread(0.4), audit: testSpread(0.42), lure: testSpread(0.38) })];
  const arms = [
    testArm('default', points, { title: 'Recommended' }),
    testArm('random', points, { title: 'Random order' }),
  ];
  open({ 'GET /api/benchmarks/12': { body: testBenchmark({ arms }) } }, '?arm=random');
  const chart = await screen.findByRole('region', { name: 'Estimated error' });
  expect(within(chart).getByRole<HTMLInputElement>('combobox', { name: 'Strategy' }).value).toBe('Random order');
  await userEvent.click(within(chart).getByRole('button', { name: /^Table/ }));
  expect(within(chart).getAllByRole('row')[1]?.textContent).toContain('42.0 % (40.0 % to 44.0 %)');
});

test('deleting asks once, names what is lost and what is not, and leads back', async () => {
  const { requests, history } = open({ 'DELETE /api/benchmarks/12': { status: 204 } });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete First look?' });
  expect(dialog.textContent).toContain('6 runs with 42 measured rounds are lost.');
  expect(dialog.textContent).toContain('its labels stay as they are');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the benchmark' }));
  expect(requests.map(({ route }) => route)).toContain('DELETE /api/benchmarks/12');
  expect(history.at(-1)).toBe('/projects/1/benchmarks');
});

test('one that is not there leads back to the list', async () => {
  open({ 'GET /api/benchmarks/12': refusal(404, 'not_found', 'Not found.') });
  expect(await screen.findByRole('heading', { name: 'No such benchmark' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'All benchmarks' })).toBeTruthy();
});
