import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import OverviewPage from '@/features/overview/overview-page';
import type { Overview } from '@/shared/api/schema.gen';
import { fakeServer, refusal, renderPage, type FakeAnswer } from '@/shared/test/render';
import { testEstimate as estimate, testOverview as overview } from '@/shared/test/test-overview';
import { testProject } from '@/shared/test/test-project';

const enough = { items_suffice: true, budget_suffices: true };
const empty: Overview = {
  ...overview,
  sentence: 'No labels yet.',
  accuracy: null,
  awaited: { answered: 3, needed: 93, money: '10.8000', labels: 900, hours: null, ...enough, detail: '' },
  change: null,
  chance: null,
  curve: [],
  rounds: [],
  people: [],
  classes: overview.classes.map((each) => ({ ...each, labels: 0, share: 0, prevalence: null })),
};

function open(answer: FakeAnswer, project = testProject({ status: 'active' }), address = '/projects/1') {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/overview': answer,
    'POST /api/projects/1/alike': { body: { representation: 'words', title: 'Words', among: 900, count: 50 } },
    'POST /api/projects/1/pause': { body: { ...project, status: 'paused' } },
  });
  const page = renderPage(<OverviewPage project={1} />, address);
  return { requests, ...page };
}

test('the page begins with one sentence and four figures', async () => {
  open({ body: overview });
  expect(await screen.findByText(overview.sentence)).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Spent' }).textContent).toContain('1,200 of 1,800 labels');
  expect(screen.getByRole('region', { name: 'Accuracy' }).textContent).toContain('92.9–95.3 %most likely 94.1 %');
  expect(screen.getByRole('region', { name: 'Accuracy' }).textContent).toContain('+1.2 to +7.0 points since round 1');
  expect(screen.getByRole('region', { name: 'Left' }).textContent).toContain('600 labels · 72.00 EUR');
  expect(screen.getByRole('region', { name: 'Pace' }).textContent).toContain('3 people on line');
  expect(screen.getByText(/model 34 labels behind/).textContent).toContain('next round after 46 more labels');
});

test('items that are fewer than the budget end it, and its money is not called left', async () => {
  open({ body: { ...overview, left: { ...overview.left, labels: 40, ends_with_items: true } } });
  const card = (await screen.findByRole('region', { name: 'Left' })).textContent;
  expect(card).toContain('40 labels');
  expect(card).toContain('Then every item has its labels.');
  expect(card).not.toContain('EUR');
});

test('who has left stays in the table of people, told apart and counted', async () => {
  const left = { id: 9, username: 'carol', role: null, has_left: true, from_file: '', online: false, labels: 31 };
  const gone = overview.people.map((each) => ({ ...each, ...left }));
  open({ body: { ...overview, people: [...overview.people, ...gone] } });
  const people = await screen.findByRole('region', { name: 'People' });
  const line = within(people).getByRole('row', { name: /carol/ });
  expect(line.textContent).toContain('carolleft31');
  expect(within(people).getByRole('row', { name: /bob/ }).textContent).toContain('annotator');
});

test('each chart has its table', async () => {
  open({ body: overview });
  const chart = await screen.findByRole('region', { name: 'Accuracy against labels' });
  await userEvent.click(within(chart).getByRole('button', { name: /^Table/ }));
  const table = within(chart).getByRole('table');
  expect(within(table).getAllByRole('row')[2]?.textContent).toBe('21,200144.00 EUR92.9–95.3 %94.1 %120');
});

test('the chart says that it goes on into a forecast, and its table has the rows', async () => {
  const curve = [
    { labels: 1200, money: '144.00', ...estimate },
    { labels: 1800, money: '216.00', value: 0.948, low: 0.931, high: 0.962 },
  ];
  const gain = { value: 0.006, low: 0.001, high: 0.011 };
  open({
    body: { ...overview, forecast: { labels: 500, money: '60.00', hours: 1.6, gain, is_clear: true, curve } },
  });
  const chart = await screen.findByRole('region', { name: 'Accuracy against labels' });
  expect(chart.textContent).toContain('Dashed: forecast');
  await userEvent.click(within(chart).getByRole('button', { name: /^Table/ }));
  const rows = within(chart).getAllByRole('row');
  expect(rows).toHaveLength(4);
  expect(rows.at(-1)?.textContent).toBe('forecast1,800216.00 EUR93.1–96.2 %94.8 %–');
});

test('the axis in money is in the address', async () => {
  open({ body: overview }, undefined, '/projects/1?x=money');
  expect(await screen.findByRole('region', { name: 'Accuracy against money (EUR)' })).toBeTruthy();
});

test('before the first audit items the page says what will come', async () => {
  open({ body: empty });
  await screen.findByText('No labels yet.');
  const card = screen.getByRole('region', { name: 'Accuracy' }).textContent;
  expect(card).toContain('3 of about 93 audit answers');
  expect(card).toContain('90 to go · 10.80 EUR · about 900 labels until then');
  expect(screen.getByText(/No rounds yet/)).toBeTruthy();
  expect(screen.getByText('Nobody has labelled yet.')).toBeTruthy();
});

test('the parts of the items add up to all of them', async () => {
  open({ body: overview });
  const parts = (await screen.findByRole('region', { name: 'Items' })).textContent;
  const [total, ...others] = [...parts.matchAll(/[\d,]+/g)].map(([number]) => Number(number.replaceAll(',', '')));
  expect(total).toBe(12_040);
  expect(others.reduce((sum, each) => sum + each, 0)).toBe(total);
  expect(parts).toContain('1,200 answered');
  expect(parts).toContain('10 set aside');
});

test('near-duplicates that are held back are counted beside the parts', async () => {
  open({ body: { ...overview, items: { ...overview.items, duplicates: 1200 } } });
  const parts = (await screen.findByRole('region', { name: 'Items' })).textContent;
  expect(parts).toContain('1,200 near-duplicates in the pool are not asked until nothing else is left.');
});

test('the class balance says that answers on audit items are not in its bars', async () => {
  open({ body: overview });
  const chart = await screen.findByRole('region', { name: 'Class balance' });
  expect(chart.textContent).toContain('1,200 labels on pool items, without the 120 on audit items');
});

test('a manager asks for more items like a class, and reads how many come before the ranking', async () => {
  const waiting = { ...overview, looks, ranking: { ...overview.ranking, alike: 50 } };
  const { requests } = open({ body: waiting }, testProject({ status: 'active', role: 'manager' }));
  await userEvent.click(await screen.findByRole('button', { name: 'More items like a class' }));
  const known = overview.classes.find((each) => each.labels > 0);
  await userEvent.click(await screen.findByRole('menuitem', { name: known?.name ?? '' }));
  await waitFor(() =>
    expect(requests).toContainEqual({ route: 'POST /api/projects/1/alike', body: { label: known?.id, count: 50 } }),
  );
  expect(screen.getByText(/50 items asked for as like a class or other items come before the ranking/)).toBeTruthy();
});

test('where the model looks at no features nobody asks for items like others', async () => {
  open({ body: { ...overview, looks: null } }, testProject({ status: 'active', role: 'manager' }));
  await screen.findByRole('region', { name: 'Class balance' });
  expect(screen.queryByRole('button', { name: 'More items like a class' })).toBeNull();
});

test('a sleeping worker is told in words', async () => {
  open({ body: { ...overview, ranking: { ...overview.ranking, worker_alive: false } } });
  expect((await screen.findByRole('alert')).textContent).toContain('Labels are safe');
});

test('an error says what is safe and what to do', async () => {
  open(refusal(500, 'error', 'The server made a mistake.'));
  expect((await screen.findByRole('alert')).textContent).toContain('Labels are safe');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('a manager pauses with one press', async () => {
  const { requests } = open({ body: overview });
  await screen.findByText(overview.sentence);
  const header = screen.getByRole('banner');
  await userEvent.click(await within(header).findByRole('button', { name: 'Pause' }));
  expect(await within(header).findByRole('button', { name: 'Resume' })).toBeTruthy();
  expect(requests.map((request) => request.route)).toContain('POST /api/projects/1/pause');
});

test.each([
  ['budget', 'Budget spent', ['Raise the budget']],
  ['items', 'All labelled', []],
] as const)('where it was ended by its %s, badge and buttons say so', async (ended_by, badge, links) => {
  open({ body: overview }, testProject({ status: 'active', ended_by }));
  expect(await screen.findByText(badge)).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Start labelling' })).toBeNull();
  for (const name of links) expect(screen.getAllByRole('link', { name }).length).toBeGreaterThan(0);
});

test('a project that is not there leads back to the list', async () => {
  fakeServer({});
  renderPage(<OverviewPage project={9} />, '/projects/9');
  expect(await screen.findByRole('heading', { name: 'No such project' })).toBeTruthy();
  expect(screen.getAllByRole('link', { name: 'All projects' }).length).toBeGreaterThan(0);
});

test('a draft leads back to its set-up', async () => {
  open({ body: empty }, testProject());
  const link = await screen.findByRole('link', { name: 'Continue set-up' });
  expect(link.getAttribute('href')).toBe('/projects/new?project=1&step=2');
});

test('a manager with labels is offered to ask what another strategy would have cost', async () => {
  const { unmount } = open({ body: overview });
  const link = await screen.findByRole('link', { name: 'What would another strategy have cost?' });
  expect(link.getAttribute('href')).toBe('/projects/1/benchmarks/new?source=labels');
  unmount();
  open({ body: overview }, testProject({ status: 'active', role: 'reviewer' }));
  await screen.findByText(overview.sentence);
  expect(screen.queryByRole('link', { name: /another strategy/ })).toBeNull();
});

const running: Overview = {
  ...overview,
  ranking: { ...overview.ranking, running: true },
  rounds: overview.rounds.map((round) => ({ ...round, number: 8, job: 'round-31', status: 'running' as const })),
};

test('a manager cancels the round that runs', async () => {
  const requests = fakeServer({
    'GET /api/projects/1': { body: testProject({ status: 'active', role: 'manager' }) },
    'GET /api/projects/1/overview': { body: running },
    'POST /api/jobs/round-31/cancel': refusal(409, 'round_ended', 'This round has ended already.'),
  });
  renderPage(<OverviewPage project={1} />, '/projects/1');
  const panel = await screen.findByRole('region', { name: 'Seconds of each round' });
  expect(panel.textContent).toContain('Round 8 has been running since');
  await userEvent.click(within(panel).getByRole('button', { name: 'Cancel the round' }));
  expect(requests.map(({ route }) => route)).toContain('POST /api/jobs/round-31/cancel');
  expect((await within(panel).findByRole('alert')).textContent).toBe('This round has ended already.');
});

test('a reviewer sees that a round runs, and cannot cancel it', async () => {
  open({ body: running }, testProject({ status: 'active', role: 'reviewer' }));
  expect(await screen.findByText(/Round 8 has been running since/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Cancel the round' })).toBeNull();
});

test('a round that waits for the worker says for whom', async () => {
  const waits = { since: '2026-03-02T14:02:00Z', is_benchmark: false, is_own: false, ahead: 0 };
  open({ body: { ...overview, ranking: { ...overview.ranking, next_round_in: 0, waits_for: waits } } });
  expect(await screen.findByText(/busy with another project’s round since/)).toBeTruthy();
});

const looks: NonNullable<Overview['looks']> = {
  sentence: 'Sentences and words: 78 to 84 % right in cross-validation; A model from scratch: 36 to 46 % right.',
  name: 'sentences+words',
  pinned: false,
  labels: 320,
  judged: [
    {
      name: 'sentences+words',
      title: 'Sentences and words',
      about: 'both together',
      value: 0.81,
      low: 0.78,
      high: 0.84,
    },
    { name: 'own', title: 'A model from scratch', about: 'labels alone', value: 0.41, low: 0.36, high: 0.46 },
  ],
  features: [
    { encoder: 'words', about: '', rows: 1200, total: 1200, error: '' },
    { encoder: 'sentences', about: '', rows: 300, total: 1200, error: '' },
    { encoder: 'tokens', about: '', rows: 0, total: 1200, error: 'The weights of tokens are damaged.' },
  ],
};

test('what the model looks at is said with what the labels said of each, and with what is not there yet', async () => {
  open({ body: { ...overview, looks } });
  const panel = await screen.findByRole('region', { name: 'What the model looks at' });
  expect(panel.textContent).toContain(looks.sentence);
  expect(panel.textContent).toContain('78.0–84.0 %');
  const features = within(panel).getByRole('list', { name: 'Features' });
  expect(features.textContent).toContain('sentences: 300 of 1,200 items');
  expect(features.textContent).toContain('The weights of tokens are damaged. The model goes on with the next best.');
  expect(features.textContent).not.toContain('words: 1,200');
});

test('a strategy that knows no representations has no such panel', async () => {
  open({ body: overview });
  await screen.findByText(overview.sentence);
  expect(screen.queryByRole('region', { name: 'What the model looks at' })).toBeNull();
});
