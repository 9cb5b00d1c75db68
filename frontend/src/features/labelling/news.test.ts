import { expect, test } from 'vitest';
import { currentCard, emptyDeck, isToLearn, labelName, newsOf, saveState, type Deck } from './deck';
import { NEGATIVE, POSITIVE, project, response, textItem } from './deck.test-data';
import { reduce, type DeckEvent } from './reduce';

const run = (deck: Deck, ...events: DeckEvent[]) => events.reduce(reduce, deck);
const received = (change: Parameters<typeof response>[0]): DeckEvent => ({
  ...{ type: 'received', now: 0 },
  response: response(change),
});
const swapped = {
  ...project,
  version: '2.annotator',
  labels: project.labels.map((label) => ({ ...label, key: label.key === '1' ? '2' : '1' })),
};
const opened = run(emptyDeck, received({ project, items: [textItem(1), textItem(2), textItem(3)] }));

test('the first project is no news; a change is, until somebody has taken note', () => {
  expect(newsOf(opened)).toBe('');
  const deck = run(opened, received({ project: swapped }));
  expect(newsOf(deck)).toBe('Labels changed: “positive” has key 2 now; “negative” has key 1 now.');
  expect(deck.message.text).toBe(newsOf(deck));
  expect(newsOf(run(deck, { type: 'news_dismissed' }))).toBe('');
});

test('what was changed back before anybody saw it is no news', () => {
  expect(newsOf(run(opened, received({ project: swapped }), received({ project })))).toBe('');
});

test('a key that means another label is to be learnt once', () => {
  const deck = run(opened, received({ project: swapped }));
  expect([POSITIVE, NEGATIVE].map((label) => isToLearn(deck, label))).toEqual([true, true]);
  const learnt = run(deck, { type: 'key_learnt', label: NEGATIVE });
  expect(learnt.message.text).toBe('The key 1 means “negative” now. Press it again to choose that.');
  expect(currentCard(learnt)?.item.id).toBe(1);
  expect([POSITIVE, NEGATIVE].map((label) => isToLearn(learnt, label))).toEqual([true, false]);
  const stricter = run(learnt, received({ project: { ...swapped, guidelines: 'Be strict.' } }));
  expect(isToLearn(stricter, NEGATIVE)).toBe(false);
  expect(isToLearn(run(stricter, { type: 'news_dismissed' }), POSITIVE)).toBe(false);
});

test('an answer stays what it said, whatever its key means by now', () => {
  const deck = run(
    opened,
    { type: 'answered', label: POSITIVE, key: 'a', now: 0 },
    received({ project: { ...swapped, labels: swapped.labels.slice(1) } }),
  );
  expect(deck.outbox).toMatchObject([{ answer: { label: POSITIVE }, words: { label: 'positive' } }]);
  expect(labelName(deck, POSITIVE)).toBe('positive');
});

test('a pause and its end are said', () => {
  const paused = run(opened, received({ state: 'paused' }));
  expect(paused.message.text).toBe('The project is paused.');
  expect(run(paused, received({ state: 'open' })).message.text).toBe('The project goes on.');
});

test('to who is not in the project any more the page says that it has stopped, not that it is off line', () => {
  const left = run(opened, { type: 'failed', kind: 'not_member', detail: '' });
  expect(saveState(left)).toBe('stopped');
  expect(saveState(run(opened, { type: 'failed', kind: 'offline', detail: '' }))).toBe('offline');
});
