import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { DeckEnding, DeckHeld, DeckResponse, Role } from '@/shared/api/schema.gen';
import { renderPage } from '@/shared/test/render';
import { emptyDeck } from './deck';
import { project, response } from './deck.test-data';
import { ProjectEnd } from './project-end';
import { createLeftItems } from './left-items';
import { createOutbox } from './outbox';
import { reduce } from './reduce';
import { DeckStore } from './store';
import { DeckSync, type Send } from './sync';

const ending: DeckEnding = { left: 7, skipped: 0, for_others: 0, held: null };
const held: DeckHeld = { people: 2, items: 13, until: '2026-11-20T14:02:00Z', lacks_budget: false, holders: [] };

function open(change: Partial<DeckResponse>, role: Role = 'annotator') {
  const answer = response({ project: { ...project, role }, ending, ...change });
  const store = new DeckStore(createOutbox(7, 1));
  const send = vi.fn<Send>(() => Promise.resolve(answer));
  const sync = new DeckSync(store, send, createLeftItems(7, 1));
  const deck = reduce(emptyDeck, { type: 'received', response: answer, now: 0 });
  store.dispatch({ type: 'received', response: answer, now: 0 });
  const stop = sync.start();
  const workplace = { store, sync, images: undefined as never, takeOver: () => undefined };
  renderPage(<ProjectEnd deck={deck} workplace={workplace} retry={<button>Look again</button>} />);
  return { send, stop };
}

const links = () => screen.getAllByRole('link').map((link) => link.textContent);

test('who went through everything is told what they skipped, and takes it up again with one press', async () => {
  const detail = 'You have been through everything that is left. You skipped 3 items that still want a label.';
  const { send, stop } = open({ state: 'done_here', detail, ending: { ...ending, left: 3, skipped: 3 } });
  expect(screen.getByRole('heading', { name: 'Nothing is left for you here' })).toBeTruthy();
  expect(screen.getByText(/You skipped 3 items/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Take up 3 skipped items again' }));
  expect(send.mock.lastCall?.[0]).toMatchObject({ want: 10, skipped_until: '2026-11-20T10:00:00Z' });
  stop();
});

test.each([
  ['manager', ['Raise the budget', 'Overview', 'Other projects']],
  ['reviewer', ['Overview', 'Other projects']],
  ['annotator', ['Other projects']],
] as const)('at a spent budget a %s is offered what helps', (role, offered) => {
  const progress = { labels: 500, budget: 500, mine: 1, skipped: 4 };
  open({ state: 'budget_spent', detail: '7 items still want labels.', progress }, role).stop();
  expect(links()).toEqual(offered);
  expect(screen.getByText(/7 items still want labels. 1 label of this project is yours./)).toBeTruthy();
});

test('a budget in money that is spent is no number of labels', () => {
  const progress = { labels: 30, budget: 500, mine: 0, skipped: 0 };
  open({ state: 'budget_spent', progress }).stop();
  expect(screen.getByRole('heading', { name: 'Budget spent' })).toBeTruthy();
});

test('what others hold is told with the latest time, and with names to who may see them', () => {
  const holders = [
    { username: 'ben', items: 8, until: held.until },
    { username: 'ada', items: 5, until: held.until },
  ];
  const detail = '2 people hold the last 13 items.';
  open(
    { state: 'waiting', retry_in_s: 20, detail, ending: { ...ending, held: { ...held, holders } } },
    'manager',
  ).stop();
  const text = document.body.textContent;
  expect(text).toContain('2 people hold the last 13 items. ben holds 8, ada 5. What these people do not answer');
  expect(text).toMatch(/comes back by Fri \d\d:\d\d at the latest|comes back by 20 Nov 2026, \d\d:\d\d at the latest/);
  expect(text).toContain('Looking again in 20 s.');
});

test('a budget that others hold is told from items that they hold', () => {
  open({ state: 'waiting', ending: { ...ending, held: { ...held, lacks_budget: true } } }).stop();
  expect(screen.getByRole('heading', { name: 'The rest of the budget is with other people' })).toBeTruthy();
  expect(document.body.textContent).not.toContain('holds 8');
});
