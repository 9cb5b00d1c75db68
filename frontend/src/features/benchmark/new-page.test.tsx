import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { testBenchmark, testRow, testSettings } from '@/features/benchmark/benchmark.test-data';
import NewBenchmarkPage from '@/features/benchmark/new-page';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const card = (name: string, title: string) => ({
  name,
  title,
  description: `What ${title} does.`,
  cost: 'What it costs.',
  is_default: name === 'auto',
  kinds: ['image', 'text'],
});
const sources = [
  { source: 'truth', items: 5000, usable: true, detail: '5,000 items carry ground truth.' },
  { source: 'labels', items: 300, usable: true, detail: '300 items have answers.' },
];
const plan = {
  pool: 4000,
  test: 1000,
  labels: 700,
  runs: 6,
  rounds: 42,
  minutes: 11.4,
  detail: 'Tested on 1,000 items drawn at random.',
};

beforeEach(() => sessionStorage.clear());

function open(routes: FakeRoutes = {}, address = '/projects/1/benchmarks/new?source=truth') {
  const requests = fakeServer({
    'GET /api/projects/1': { body: testProject({ status: 'active' }) },
    'GET /api/projects/1/benchmarks': { body: { sources, benchmarks: [] } },
    'GET /api/strategies': {
      body: [card('auto', 'Recommended'), card('svp', 'SVP'), card('random', 'Random order')],
    },
    'POST /api/projects/1/benchmarks/plan': { body: plan },
    'POST /api/projects/1/benchmarks': { status: 201, body: testRow({ state: 'waiting' }) },
    ...routes,
  });
  return { requests, ...renderPage(<NewBenchmarkPage project={1} />, address) };
}

const posted = (requests: { route: string; body: unknown }[], path = '') =>
  requests.filter(({ route }) => route === `POST /api/projects/1/benchmarks${path}`).map(({ body }) => body);

test('with the defaults one press starts, after saying what it will take', async () => {
  const { requests, history } = open();
  expect(await screen.findByText('6 runs of 7 rounds, 700 labels each; about 12 min on this machine.')).toBeTruthy();
  expect(screen.getByText('Tested on 1,000 items drawn at random.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Start 6 runs' }));
  await waitFor(() => expect(history.at(-1)).toBe('/projects/1/benchmarks/12'));
  expect(posted(requests)).toMatchObject([{ source: 'truth', strategies: ['auto', 'random'], seeds: 3, rounds: 6 }]);
});

test('the plan follows the form', async () => {
  const { requests } = open();
  await screen.findByText(/about 12 min/);
  await userEvent.click(await screen.findByRole('checkbox', { name: /^SVP/ }));
  expect(screen.getByRole('button', { name: 'Start 9 runs' })).toBeTruthy();
  await waitFor(() =>
    expect(posted(requests, '/plan').at(-1)).toMatchObject({ strategies: ['auto', 'random', 'svp'] }),
  );
});

test('what the server refuses stands at its field, and nothing can be started', async () => {
  open({
    'POST /api/projects/1/benchmarks/plan': refusal(400, 'too_many_labels', 'There are only 4,000 items.', 'rounds'),
  });
  expect(await screen.findByText('There are only 4,000 items.')).toBeTruthy();
  expect(screen.getByText('Some fields need mending.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Start 6 runs' }).hasAttribute('disabled')).toBe(true);
});

test('a refusal of folded fields unfolds them', async () => {
  open({ 'POST /api/projects/1/benchmarks/plan': refusal(400, 'pool', 'Too large a pool.', 'pool') });
  const button = await screen.findByRole('button', { name: 'Items and measuring' });
  await screen.findByText('Too large a pool.');
  expect(button.getAttribute('aria-expanded')).toBe('true');
});

test('a broken field is told before the server is asked', async () => {
  const { requests } = open();
  const seeds = await screen.findByLabelText('Seeds');
  await screen.findByText(/about 12 min/);
  const before = posted(requests, '/plan').length;
  await userEvent.clear(seeds);
  expect(await screen.findByText('From 1 to 20.')).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Start/ }).hasAttribute('disabled')).toBe(true);
  expect(posted(requests, '/plan')).toHaveLength(before);
});

test('nothing is lost on the way back', async () => {
  const first = open();
  const rounds = await screen.findByLabelText('Rounds');
  await userEvent.clear(rounds);
  await userEvent.type(rounds, '4');
  await userEvent.click(await screen.findByRole('checkbox', { name: /^SVP/ }));
  first.unmount();
  open();
  expect((await screen.findByLabelText<HTMLInputElement>('Rounds')).value).toBe('4');
  expect((await screen.findByRole('checkbox', { name: /^SVP/ })).getAttribute('aria-checked')).toBe('true');
});

test('a form of an older version is as if nothing had been typed', async () => {
  sessionStorage.setItem('benchmark/1/new', '{"rounds": "many"}');
  open();
  expect((await screen.findByLabelText<HTMLInputElement>('Rounds')).value).toBe('6');
});

test('the source is in the address', async () => {
  const { requests, history } = open({}, '/projects/1/benchmarks/new?source=labels');
  const whatIf = await screen.findByRole('radio', { name: /^What if/ });
  expect(whatIf.getAttribute('aria-checked')).toBe('true');
  await waitFor(() => expect(posted(requests, '/plan').at(-1)).toMatchObject({ source: 'labels' }));
  await userEvent.click(screen.getByRole('radio', { name: /^Known answers/ }));
  expect(history.at(-1)).toContain('source=truth');
});

test('annotators who confuse labels get a matrix that must add up', async () => {
  const { requests } = open();
  await userEvent.click(await screen.findByRole('button', { name: 'The people who answer' }));
  await userEvent.click(screen.getByRole('radio', { name: /are confused/ }));
  fireEvent.change(screen.getByLabelText('positive called negative, per cent'), { target: { value: '40' } });
  expect(await screen.findByText('Row 1 must add up to 100 %.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('positive called positive, per cent'), { target: { value: '60' } });
  await waitFor(() =>
    expect(posted(requests, '/plan').at(-1)).toMatchObject({
      annotators: {
        confusion: [
          [0.6, 0.4],
          [0.1, 0.9],
        ],
      },
    }),
  );
});

test('an earlier benchmark can be run again with changes', async () => {
  open(
    { 'GET /api/benchmarks/12': { body: testBenchmark({ settings: { ...testSettings, rounds: 9, seeds: 5 } }) } },
    '/projects/1/benchmarks/new?source=truth&from=12',
  );
  expect((await screen.findByLabelText<HTMLInputElement>('Rounds')).value).toBe('9');
  expect(screen.getByRole('button', { name: 'Start 10 runs' })).toBeTruthy();
});

test('who is no manager starts nothing', async () => {
  open({ 'GET /api/projects/1': { body: testProject({ role: 'reviewer', status: 'active' }) } });
  expect(await screen.findByRole('heading', { name: 'Benchmarks are started by managers' })).toBeTruthy();
});
