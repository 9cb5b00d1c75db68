import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { ITEMS, detail, open, page, rows, total } from '@/features/items/items-page.test-data';
import type { DecisionOutcome, ItemDecision } from '@/shared/api/schema.gen';
import { refusal, type FakeRoutes } from '@/shared/test/render';
import { testItem, testItemDetail } from '@/shared/test/test-item';
import { testProject } from '@/shared/test/test-project';

// jsdom has no layout, so nothing scrolls.
window.scrollTo = vi.fn();
Element.prototype.scrollIntoView = vi.fn();

const DECISIONS = '/api/projects/1/decisions';
const DRY = `POST ${DECISIONS}?dry_run=true`;
const TAKE = `POST ${DECISIONS}`;

const outcome = (items: number, detail: string, changes: Partial<DecisionOutcome> = {}): DecisionOutcome => ({
  decision: null,
  items,
  labels: 0,
  skips: 0,
  open_again: 0,
  paid_labels: 0,
  money: '0.0000',
  held: 0,
  left: false,
  detail,
  ...changes,
});

type Sent = { route: string; body: unknown }[];
const bodies = (requests: Sent, route: string) =>
  requests.filter((each) => each.route === route).map(({ body }) => body);
const undone = (decision: number, detail: string) => ({
  [`POST ${DECISIONS}/${decision}/undo`]: { body: { changed: 2, stayed: 0, detail } },
});
const withList = (query: string, to: number, count: number, routes: FakeRoutes = {}) =>
  open(query, {
    ...page(query && `${query}&`, rows(0, to)),
    ...total(query ? `?${query}` : '?', count),
    ...routes,
  });

const ASIDE = '2 items with 3 labels will be shown to nobody.';
const bar = () => screen.findByRole('region', { name: 'Chosen items' });

beforeEach(() => document.body.focus());

test('chosen items are set aside after it was said what that does, and it is undone', async () => {
  const { requests } = withList('', 4, 4, {
    [DRY]: { body: outcome(2, ASIDE) },
    [TAKE]: { body: outcome(2, ASIDE, { decision: 8 }) },
    ...undone(8, '2 items are as before.'),
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose a-1' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Choose a-2' }));
  expect(within(await bar()).getByText('2 items chosen')).toBeTruthy();
  await userEvent.click(within(await bar()).getByRole('button', { name: 'Set aside…' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(ASIDE)).toBeTruthy();
  expect(bodies(requests, TAKE)).toEqual([]);
  await userEvent.type(within(dialog).getByLabelText('Why'), 'Blurred.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Set aside 2 items' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(bodies(requests, TAKE)).toEqual([{ kind: 'set_aside', ids: [2, 3], why: 'Blurred.', expected: 2 }]);
  expect(screen.queryByRole('region', { name: 'Chosen items' })).toBeNull();
  expect(await screen.findByText(ASIDE)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('2 items are as before.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('a range is chosen with Shift, by mouse and by key', async () => {
  withList('', 6, 6);
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose a-1' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Choose a-3' }), { shiftKey: true });
  expect(within(await bar()).getByText('3 items chosen')).toBeTruthy();
  screen.getByRole('link', { name: 'Text 5' }).focus();
  await userEvent.keyboard('{Shift>}X{/Shift}');
  expect(within(await bar()).getByText('5 items chosen')).toBeTruthy();
  await userEvent.keyboard('x');
  expect(within(await bar()).getByText('4 items chosen')).toBeTruthy();
  await userEvent.keyboard(' ');
  expect(within(await bar()).getByText('5 items chosen')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('region', { name: 'Chosen items' })).toBeNull();
});

test('all that match are chosen by their filter, those that are not loaded among them', async () => {
  const { requests } = open('disagreeing=true', {
    ...page('disagreeing=true&', rows(0, 100), `${ITEMS}?after=m1`),
    [`GET ${ITEMS}?after=m1`]: { body: { next: null, results: rows(100, 200) } },
    ...total('?disagreeing=true', 1204),
    [DRY]: { body: outcome(1204, '1,204 items will be asked once more.') },
    [TAKE]: { body: outcome(1204, '1,204 items will be asked once more.', { decision: 8 }) },
  });
  (await screen.findByRole('link', { name: 'Text 0' })).focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  expect(within(await bar()).getByText('100 items chosen')).toBeTruthy();
  await userEvent.keyboard('{Control>}a{/Control}');
  expect(within(await bar()).getByText('All 1,204 that match chosen')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Choose a-1' }).checked).toBe(true);
  expect(
    within(await bar())
      .getByRole('link', { name: 'Export these' })
      .getAttribute('href'),
  ).toBe('/projects/1/results?disagreeing=true');
  await userEvent.keyboard('{Shift>}A{/Shift}');
  await userEvent.click(await screen.findByRole('button', { name: 'Ask again for 1,204 items' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(bodies(requests, TAKE)).toEqual([
    { kind: 'ask_again', items: { disagreeing: true }, why: '', expected: 1204 },
  ]);
});

test('with another filter nothing is chosen', async () => {
  withList('', 2, 2, { ...page('flagged=true&', rows(0, 2)), ...total('?flagged=true', 2) });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose a-1' }));
  await bar();
  await userEvent.click(screen.getByRole('combobox', { name: 'Add a filter' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Flagged' }));
  expect(screen.queryByRole('region', { name: 'Chosen items' })).toBeNull();
});

test('a label is set by keys alone, and nothing is asked before one is named', async () => {
  const words = '1 item settled as “negative”: 1 tie ends.';
  const { requests } = withList('', 3, 3, {
    [DRY]: { body: outcome(1, words) },
    [TAKE]: { body: outcome(1, words, { decision: 4 }) },
  });
  (await screen.findByRole('link', { name: 'Text 1' })).focus();
  await userEvent.keyboard('x{Shift>}L{/Shift}');
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/Choose a label; you see what would happen/)).toBeTruthy();
  expect(bodies(requests, DRY)).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('combobox', { name: 'Label' })));
  await userEvent.keyboard('neg{Enter}');
  expect(await within(dialog).findByText(words)).toBeTruthy();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(bodies(requests, TAKE)).toEqual([{ kind: 'settle', label: 'negative', ids: [2], why: '', expected: 1 }]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Text 1'));
});

test('many go in steps, each looked at before, and all of them are undone at once', async () => {
  const said = (of: number, left: boolean) => `${of} items with 0 labels will be shown to nobody.${left ? ' ' : ''}`;
  let step = 0;
  const now = () => (step === 0 ? outcome(10_000, said(10_000, true), { left: true }) : outcome(200, said(200, false)));
  const { requests } = withList('flagged=true', 2, 10_200, {
    [DRY]: () => ({ body: now() }),
    [TAKE]: () => {
      const done = { ...now(), decision: 20 + step };
      step += 1;
      return { body: done };
    },
    ...undone(20, '10,000 items are as before.'),
    ...undone(21, '200 items are as before.'),
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose all that are loaded' }));
  await userEvent.click(await screen.findByRole('button', { name: 'All 10,200 that match' }));
  await userEvent.keyboard('{Shift>}S{/Shift}');
  expect(await screen.findByText(/They are many and go in steps/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Set aside 10,000 items' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Set aside 200 items' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await userEvent.keyboard('z');
  expect(await screen.findByText('200 items are as before. 10,000 items are as before.')).toBeTruthy();
  const undoing = requests.filter(({ route }) => route.endsWith('/undo')).map(({ route }) => route);
  expect(undoing).toEqual([`POST ${DECISIONS}/21/undo`, `POST ${DECISIONS}/20/undo`]);
});

test('what is there is said before chosen items are removed for good', async () => {
  const removal = {
    items: 2,
    held: 0,
    suggestions: 0,
    labels: 4,
    skips: 0,
    paid_labels: 4,
    money: '0.4800',
    left: false,
    detail: '2 items with 4 labels go; 0.48 EUR stays paid.',
  };
  const { requests } = withList('', 3, 3, {
    [`DELETE ${ITEMS}?dry_run=true`]: { body: removal },
    [`DELETE ${ITEMS}`]: { body: removal },
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose a-0' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Choose a-2' }));
  await userEvent.click(within(await bar()).getByRole('button', { name: 'Remove…' }));
  expect(await screen.findByText(removal.detail)).toBeTruthy();
  await userEvent.click(screen.getByRole('checkbox', { name: /for good/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Remove 2 items' }));
  expect(await screen.findByText('2 items removed. What was paid stays in the ledger.')).toBeTruthy();
  expect(bodies(requests, `DELETE ${ITEMS}`)).toEqual([{ ids: [1, 3], expected: 2 }]);
});

test('more than a hundred that are named one by one are exported by a filter only', async () => {
  withList('', 101, 101);
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose all that are loaded' }));
  expect(within(await bar()).getByText('To export more than 100, choose them by a filter.')).toBeTruthy();
  expect(within(await bar()).queryByRole('link', { name: 'Export these' })).toBeNull();
});

test('the open item is settled by its label’s key and it is undone by another; it stays among its neighbours', async () => {
  const words = '1 item settled as “negative”: 1 tie ends.';
  const tie = { label: null, state: 'tied', share: 0.5, answers: 2 } as const;
  const query = 'adjudicated=false&disagreeing=true';
  let settled = false;
  const list = () => [0, 1, 2].filter((row) => !(settled && row === 1)).map((row) => testItem(row, tie));
  const { requests, history } = open(`${query}&item=2`, {
    [`GET ${ITEMS}?${query}&sort=row&count=100`]: () => ({ body: { next: null, results: list() } }),
    [`GET ${ITEMS}/count?${query}`]: () => ({ body: { count: list().length, is_exact: true } }),
    ...detail(0),
    ...detail(1, tie),
    ...detail(2, tie),
    [`GET ${ITEMS}/2`]: () => ({
      body: testItemDetail(1, settled ? { ...tie, label: 'negative', is_adjudicated: true } : tie),
    }),
    [TAKE]: () => {
      settled = true;
      return { body: outcome(1, words, { decision: 31 }) };
    },
    [`POST ${DECISIONS}/31/undo`]: () => {
      settled = false;
      return { body: { changed: 1, stayed: 0, detail: '1 item is as before.' } };
    },
  });
  const dialog = await screen.findByRole('dialog');
  const negative = await within(dialog).findByRole('button', { name: /negative/ });
  expect(negative.getAttribute('aria-pressed')).toBe('false');
  await userEvent.keyboard('2');
  expect(await within(dialog).findByText(words)).toBeTruthy();
  expect(await within(dialog).findByText('adjudicated')).toBeTruthy();
  expect(bodies(requests, TAKE)).toEqual([{ kind: 'settle', label: 'negative', ids: [2] }]);
  expect(await screen.findByText('2 of 5,000 items')).toBeTruthy();
  await userEvent.keyboard('{ArrowRight}');
  expect(history.at(-1)).toContain('item=3');
  await userEvent.keyboard('z');
  expect(await within(dialog).findByText('1 item is as before.')).toBeTruthy();
  expect(await screen.findByText('3 of 5,000 items')).toBeTruthy();
});

test('the decisions on an item stand in its drawer, and each is undone there', async () => {
  const decision = {
    id: 12,
    kind: 'settle',
    sentence: 'Settled 3 items as “negative”.',
    why: 'Looked at.',
    person: null,
    since: null,
    label: 'negative',
    items: 3,
    labels: 5,
    skips: 0,
    by: 'alice',
    at: '2026-01-01T10:00:00Z',
    undone_by: '',
    undone_at: null,
  } as const;
  let now: ItemDecision = decision;
  open('item=1', {
    ...page('', rows(0, 1)),
    ...total('?', 1),
    ...detail(0),
    [`GET ${ITEMS}/1`]: () => ({ body: testItemDetail(0, { decisions: [now] }) }),
    [`POST ${DECISIONS}/12/undo`]: () => {
      now = { ...decision, undone_by: 'alice', undone_at: '2026-01-01T11:00:00Z' };
      return { body: { changed: 3, stayed: 0, detail: '3 items are as before.' } };
    },
  });
  const list = await screen.findByRole('region', { name: 'Decisions' });
  expect(list.textContent).toContain('Settled 3 items as “negative”.Looked at.alice,');
  await userEvent.click(within(list).getByRole('button', { name: `Undo: ${decision.sentence}` }));
  expect(await screen.findByText('3 items are as before.')).toBeTruthy();
  expect(await within(list).findByText(/undone by alice/)).toBeTruthy();
});

test('an answer that was taken back is told from one that was corrected', async () => {
  const given = {
    id: 5,
    item: 1,
    external_id: 'a-0',
    user: 7,
    username: 'ben',
    label: 'negative',
    skip_reason: '',
    flagged: false,
    comment: '',
    seconds: 0,
    answered_at: '2025-01-01T10:02:00Z',
    received_at: '2025-01-01T10:02:00Z',
    replaced_at: '2025-01-01T11:00:00Z',
    is_taken_back: true,
    late: false,
    paid: true,
    origin: 'queue',
    source: null,
    round: null,
    rank: null,
    score: null,
    probability: null,
  };
  const corrected = { ...given, id: 6, is_taken_back: false };
  open('item=1', {
    ...page('', rows(0, 1)),
    ...total('?', 1),
    ...detail(0, { given: [given, corrected] }),
  });
  const answers = within(await screen.findByRole('region', { name: 'Answers' })).getAllByRole('listitem');
  expect(answers.map((each) => /(taken back|corrected) 1 Jan 2025/.exec(each.textContent)?.[1])).toEqual([
    'taken back',
    'corrected',
  ]);
});

test('a decision that the server refuses is said, and nothing can be undone', async () => {
  open('item=1', {
    ...page('', rows(0, 1)),
    ...total('?', 1),
    ...detail(0),
    [TAKE]: refusal(404, 'not_found', 'This project is not there.'),
  });
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(await within(dialog).findByRole('button', { name: /negative/ }));
  expect(await within(dialog).findByText('This project is not there.')).toBeTruthy();
  expect(within(dialog).queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('the keys are one key away, in the list and on the open item', async () => {
  open('', { ...page('', rows(0, 2)), ...total('?', 2), ...detail(0) });
  (await screen.findByRole('link', { name: 'Text 0' })).focus();
  await userEvent.keyboard('?');
  const ofList = await screen.findByRole('dialog', { name: 'Keys' });
  expect(within(ofList).getByText('Choose all up to here')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await userEvent.click(screen.getByRole('link', { name: 'Text 0' }));
  await screen.findByRole('region', { name: 'Decide' });
  await userEvent.keyboard('?');
  const ofItem = await screen.findByRole('dialog', { name: 'Keys' });
  expect(within(ofItem).getByText('negative')).toBeTruthy();
});

test('reviewers choose nothing and decide nothing, by button or by key', async () => {
  const reviewer = testProject({ role: 'reviewer', status: 'active' });
  const { requests } = open('item=1', { ...page('', rows(0, 2)), ...total('?', 2), ...detail(0) }, reviewer);
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText('It waits in the pool.')).toBeTruthy();
  expect(within(dialog).queryByRole('region', { name: 'Decide' })).toBeNull();
  await userEvent.keyboard('2{Shift>}A{/Shift}z');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.queryByRole('checkbox')).toBeNull();
  await userEvent.keyboard('x{Control>}a{/Control}{Shift>}S{/Shift}');
  expect(screen.queryByRole('region', { name: 'Chosen items' })).toBeNull();
  expect(requests.filter(({ route }) => route.startsWith('POST'))).toEqual([]);
});
