import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import ReviewPage from '@/features/review/review-page';
import { testReviewItem } from '@/features/review/review.test-data';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const ITEMS = '/api/projects/1/review/items';
const DECIDE = 'POST /api/projects/1/review/decisions';
const UNDO = 'POST /api/projects/1/decisions/7/undo';

const waiting = (disagreeing: number, rest = 0) => ({
  people: [
    { id: 4, name: 'ada' },
    { id: 5, name: 'ben' },
  ],
  waiting: ['disagreeing', 'flagged', 'commented', 'skipped', 'suspected', 'sampled'].map((kind) => ({
    kind,
    count: kind === 'disagreeing' ? disagreeing : rest,
    is_exact: true,
  })),
});

function open(routes: FakeRoutes = {}, { search = '', project = testProject({ status: 'active' }) } = {}) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/review': { body: waiting(3) },
    [`GET ${ITEMS}?kind=disagreeing&count=10`]: {
      body: { results: [1, 2, 3].map((id) => testReviewItem(id)), next: null },
    },
    [DECIDE]: { body: { decision: 7, detail: '1 item settled.' } },
    [UNDO]: { body: { changed: 1, stayed: 0, detail: '1 item is as before.' } },
    ...routes,
  });
  return { requests, ...renderPage(<ReviewPage project={1} />, `/projects/1/review${search}`) };
}

const item = (name: string) => screen.findByRole('article', { name });
const sent = (requests: { route: string; body: unknown }[], route: string) =>
  requests.filter((request) => request.route === route).map(({ body }) => body);

test('one key settles the item as it was seen, and the next one is there at once', async () => {
  const { requests } = open();
  const first = await item('Item 1');
  expect(within(first).getByText('“The seller is nice.”')).toBeTruthy();
  expect(
    within(first)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent[0]),
  ).toEqual(['A', 'B']);
  await userEvent.keyboard('2');
  expect(await item('Item 2')).toBeTruthy();
  await waitFor(() =>
    expect(sent(requests, DECIDE)).toEqual([{ kind: 'settle', label: 'negative', item: 1, answers: [10, 11] }]),
  );
  expect(screen.getByRole('button', { name: /Disagreeing/ }).textContent).toBe('Disagreeing2');
});

test('a tie is not accepted by Enter, and why is said', async () => {
  const { requests } = open();
  await item('Item 1');
  await userEvent.keyboard('{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('These answers amount to no label');
  expect(sent(requests, DECIDE)).toEqual([]);
});

test('Enter accepts, Backspace undoes, and the item is back', async () => {
  const label = { label: 'positive', votes: [{ label: 'positive', answers: 1 }] };
  const { requests } = open({
    [`GET ${ITEMS}?kind=disagreeing&count=10`]: {
      body: { results: [testReviewItem(1, label), testReviewItem(2, label)], next: null },
    },
  });
  await item('Item 1');
  await userEvent.keyboard('{Enter}');
  await item('Item 2');
  await userEvent.keyboard('{Backspace}');
  expect(await item('Item 1')).toBeTruthy();
  await waitFor(() => expect(sent(requests, UNDO)).toHaveLength(1));
  expect(sent(requests, DECIDE)).toEqual([{ kind: 'accept', item: 1, answers: [10, 11] }]);
});

test('a rejection asks why, and Enter sends it', async () => {
  const { requests } = open();
  await item('Item 1');
  await userEvent.keyboard('{Shift>}R{/Shift}');
  const why = await screen.findByRole('textbox', { name: 'Why' });
  await userEvent.type(why, 'Read all of it.{Enter}');
  expect(await item('Item 2')).toBeTruthy();
  await waitFor(() =>
    expect(sent(requests, DECIDE)).toEqual([{ kind: 'reject', why: 'Read all of it.', item: 1, answers: [10, 11] }]),
  );
});

test('an item is sent back to who gave an answer, or to somebody else, with a note', async () => {
  const { requests } = open();
  await item('Item 1');
  await userEvent.keyboard('{Shift>}B{/Shift}');
  await userEvent.click(await screen.findByRole('radio', { name: 'B, who said negative' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'Look at the end.{Enter}');
  await item('Item 2');
  await userEvent.keyboard('{Shift>}B{/Shift}');
  await userEvent.click(await screen.findByRole('radio', { name: 'ben' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'What do you say?{Enter}');
  await item('Item 3');
  await waitFor(() =>
    expect(sent(requests, DECIDE)).toEqual([
      { kind: 'send_back', why: 'Look at the end.', to_answer: 11, item: 1, answers: [10, 11] },
      { kind: 'send_back', why: 'What do you say?', to_person: 5, item: 2, answers: [20, 21] },
    ]),
  );
});

test('what is left for later comes again when all others are decided', async () => {
  open({ [`GET ${ITEMS}?kind=disagreeing&count=10`]: { body: { results: [testReviewItem(1)], next: null } } });
  await item('Item 1');
  await userEvent.keyboard('s');
  await userEvent.click(await screen.findByRole('button', { name: 'Go on with them' }));
  expect(await item('Item 1')).toBeTruthy();
});

test('what somebody else decided meanwhile is said, and the next item stays', async () => {
  open({
    [DECIDE]: refusal(409, 'changed_meanwhile', 'Somebody has answered this item, or decided on it, since you saw it.'),
  });
  await item('Item 1');
  await userEvent.keyboard('1');
  expect((await screen.findByRole('alert')).textContent).toContain('since you saw it');
  expect(await item('Item 2')).toBeTruthy();
});

test('what could not be saved comes back', async () => {
  open({ [DECIDE]: refusal(503, 'database_away', 'The database does not answer.') });
  await item('Item 1');
  await userEvent.keyboard('1');
  expect((await screen.findByRole('alert')).textContent).toContain('The database does not answer.');
  expect(await item('Item 1')).toBeTruthy();
});

test('where nothing waits, the page says so and looks again', async () => {
  let asked = 0;
  open(
    {
      'GET /api/projects/1/review': { body: waiting(0) },
      [`GET ${ITEMS}?kind=flagged&count=10`]: () => ({
        body: { results: asked++ ? [testReviewItem(4)] : [], next: null },
      }),
    },
    { search: '?kind=flagged' },
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Look again' }));
  expect(await item('Item 4')).toBeTruthy();
});

test('the kind that is looked at lives in the address', async () => {
  const { history } = open({
    'GET /api/projects/1/review': { body: waiting(1, 1) },
    [`GET ${ITEMS}?kind=skipped&count=10`]: { body: { results: [testReviewItem(5)], next: null } },
  });
  await userEvent.click(await screen.findByRole('button', { name: /Skipped/ }));
  expect(await item('Item 5')).toBeTruthy();
  expect(history.at(-1)).toBe('/projects/1/review?kind=skipped');
});

test('managers set the share that is sampled and whether names are shown', async () => {
  const { requests } = open({ 'PATCH /api/projects/1': { body: testProject() } });
  const share = await screen.findByRole('textbox', { name: 'Sampled' });
  await userEvent.clear(share);
  await userEvent.type(share, '12{Enter}');
  await userEvent.click(screen.getByRole('switch', { name: /Show names/ }));
  await waitFor(() =>
    expect(sent(requests, 'PATCH /api/projects/1')).toEqual([{ review_share: 0.12 }, { review_names: true }]),
  );
});

test('reviewers read what is set, and annotators are told whom it is for', async () => {
  const { unmount } = open({}, { project: testProject({ role: 'reviewer', review_names: true }) });
  expect(await screen.findByText('5 % of each person’s labels are sampled. Names are shown.')).toBeTruthy();
  act(unmount);
  const { requests } = open({}, { project: testProject({ role: 'annotator' }) });
  expect(await screen.findByRole('heading', { name: 'Review is for managers and reviewers' })).toBeTruthy();
  expect(requests.map(({ route }) => route)).not.toContain('GET /api/projects/1/review');
});

test('a picture has its size before it is here, and a label without a key is found by its name', async () => {
  const labels = [{ id: 3, name: 'Running shoe', key: '', color: '#0072B2', position: 0 }];
  const picture = testReviewItem(1, { text: null, image: { url: '/api/media/1', width: 28, height: 28 }, votes: [] });
  const { requests } = open(
    { [`GET ${ITEMS}?kind=disagreeing&count=10`]: { body: { results: [picture], next: null } } },
    { project: testProject({ status: 'active', kind: 'image', labels }) },
  );
  expect((await screen.findByRole('img', { name: 'Item 1' })).getAttribute('width')).toBe('28');
  await userEvent.keyboard('/');
  await userEvent.type(await screen.findByRole('textbox', { name: /Its name/ }), 'shoe{Enter}');
  await waitFor(() =>
    expect(sent(requests, DECIDE)).toEqual([{ kind: 'settle', label: 'Running shoe', item: 1, answers: [10, 11] }]),
  );
});
