import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import QualityPage from '@/features/quality/quality-page';
import { testQuality } from '@/features/quality/quality.test-data';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const LABELS = ['good', 'bad'].map((name, position) => ({ id: position, name, key: '', color: '#0072B2', position }));

const project = () => testProject({ status: 'active', labels: LABELS });

function open(routes: FakeRoutes = {}, search = '', of = project()) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: of },
    'GET /api/projects/1/quality': { body: testQuality() },
    ...routes,
  });
  return { requests, ...renderPage(<QualityPage project={1} />, `/projects/1/quality${search}`) };
}

test('a sentence comes first, and every figure says what it rests on or what is missing', async () => {
  open();
  expect(await screen.findByText(/said the same in 76.7/)).toBeTruthy();
  const labels = within(screen.getByRole('region', { name: 'Labels: table' }));
  expect(labels.getByRole('row', { name: /good 79.0–89.0 % most likely 84.0 %/ }).textContent).toContain('120');
  expect(labels.getByRole('row', { name: /bad not known yet/ }).textContent).toContain('3 of about 93 items');
});

test('each cell of a confusion leads to its items, and the address knows what is looked at', async () => {
  const { history } = open();
  const link = await screen.findByRole('link', { name: '20 items: ada “good”, ben “bad”' });
  expect(link.getAttribute('href')).toBe('/projects/1/items?given=1%3Dgood&given=2%3Dbad&set_aside=false');
  await userEvent.click(screen.getByRole('button', { name: 'eve' }));
  expect(history.at(-1)).toBe('/projects/1/quality?person=9');
  const wrong = await screen.findByRole('link', { name: '4 items: eve “good”, the truth “bad”' });
  expect(wrong.getAttribute('href')).toBe('/projects/1/items?given=9%3Dgood&truth=bad&measures=true&set_aside=false');
  await userEvent.click(screen.getByRole('button', { name: 'ben and eve' }));
  expect(history.at(-1)).toBe('/projects/1/quality?pair=2-9');
  expect(screen.getByRole('button', { name: 'ben and eve' }).getAttribute('aria-pressed')).toBe('true');
});

test('a person beside the model: each cell leads to the items of which the model spoke before', async () => {
  const { history } = open();
  const table = within(await screen.findByRole('region', { name: 'People and the model: table' }));
  await userEvent.click(table.getByRole('button', { name: 'ben' }));
  expect(history.at(-1)).toBe('/projects/1/quality?model=2');
  const against = await screen.findByRole('link', { name: '25 items: ben “bad”, the model “good”' });
  expect(against.getAttribute('href')).toBe('/projects/1/items?given=2%3Dbad&predicted=good&set_aside=false');
});

test('suspected labels are counted with the way to them, and nothing is said of none', async () => {
  const { unmount } = open({ 'GET /api/projects/1/quality': { body: testQuality({ suspected: 34 }) } });
  const link = await screen.findByRole('link', { name: '34 labels are suspected to be wrong' });
  expect(link.getAttribute('href')).toBe('/projects/1/items?suspected=true&sort=suspected');
  unmount();
  open();
  await screen.findByText(/said the same in 76.7/);
  expect(screen.queryByText(/suspected/)).toBeNull();
});

test('the address brings back what was looked at', async () => {
  open({}, '?person=9');
  expect(await screen.findByRole('heading', { name: 'eve and the truth' })).toBeTruthy();
});

test('where nobody shares an item, no table pretends to know', async () => {
  const nothing = testQuality({
    pairs: [],
    pairs_in_all: 0,
    people: [],
    weighed: null,
    sentence: 'No item has labels of two people.',
  });
  open({ 'GET /api/projects/1/quality': { body: nothing } });
  expect(await screen.findByText('No two people have labelled the same item.')).toBeTruthy();
  expect(screen.getByText('No round has ranked an item that somebody labelled since.')).toBeTruthy();
  expect(screen.queryByText(/go by the majority/)).toBeNull();
});

test('an error can be tried again, and who is no manager is told whom to ask', async () => {
  open({ 'GET /api/projects/1/quality': refusal(503, 'database_away', 'The database does not answer.') });
  expect((await screen.findByRole('alert')).textContent).toContain('The database does not answer.');
});

test('reviewers are told whom to ask', async () => {
  const { requests } = open({}, '', testProject({ role: 'reviewer', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'Quality is for managers' })).toBeTruthy();
  expect(requests.map((request) => request.route)).not.toContain('GET /api/projects/1/quality');
});
