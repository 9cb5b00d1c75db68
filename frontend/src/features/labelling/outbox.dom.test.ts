import { expect, test } from 'vitest';
import type { Waiting } from './deck';
import { createOutbox } from './outbox';
import { DeckStore } from './store';
import { project, response, textItem } from './deck.test-data';

const waiting = (key: string, answered_at = '2026-11-20T10:00:00.000Z'): Waiting => ({
  answer: { key, item: 1, label: 11, skip_reason: '', flagged: false, comment: '', seconds: 1, answered_at },
  correction: false,
});

test('answers come back in the order in which they were given', () => {
  const outbox = createOutbox(7, 1);
  outbox.put(waiting('later', '2026-11-20T10:00:01.000Z'));
  outbox.put(waiting('first'));
  outbox.put(waiting('second'));
  expect(
    createOutbox(7, 1)
      .load()
      .map((one) => one.answer.key),
  ).toEqual(['first', 'second', 'later']);
});

test('people and projects do not see each other, and other entries are left alone', () => {
  localStorage.setItem('mantine-color-scheme-value', 'dark');
  createOutbox(7, 1).put(waiting('a'));
  expect(createOutbox(7, 2).load()).toEqual([]);
  expect(createOutbox(8, 1).load()).toEqual([]);
  expect(createOutbox(7, 11).load()).toEqual([]);
});

test('two tabs write side by side', () => {
  const [one, two] = [createOutbox(7, 1), createOutbox(7, 1)];
  one.put(waiting('a'));
  two.put(waiting('b'));
  one.remove('a');
  expect(two.load().map((entry) => entry.answer.key)).toEqual(['b']);
});

test('a broken entry is passed over', () => {
  createOutbox(7, 1).put(waiting('a'));
  localStorage.setItem('outbox/1/7/1/x', '{"answer":');
  localStorage.setItem('outbox/1/7/1/y', '{"answer":{"key":1}}');
  expect(
    createOutbox(7, 1)
      .load()
      .map((one) => one.answer.key),
  ).toEqual(['a']);
});

test('a browser that refuses to store is noticed', () => {
  const refusing = {
    length: 0,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  } as unknown as Storage;
  expect(createOutbox(7, 1, refusing).put(waiting('a'))).toBe(false);
});

test('a closed tab loses nothing, and what the server confirmed is forgotten', () => {
  const store = new DeckStore(createOutbox(7, 1));
  store.dispatch({ type: 'received', response: response({ items: [textItem(1), textItem(2)], project }), now: 0 });
  store.dispatch({ type: 'answered', label: 11, key: 'a', now: 0 });
  const reopened = new DeckStore(createOutbox(7, 1));
  expect(reopened.get().outbox.map((one) => one.answer.key)).toEqual(['a']);
  const results = [{ key: 'a', status: 'accepted' as const, code: '', detail: '' }];
  reopened.dispatch({ type: 'received', response: response({ results }), now: 0 });
  expect(localStorage).toHaveLength(0);
});

test('an answer that is taken back is not sent after a reload', () => {
  const store = new DeckStore(createOutbox(7, 1));
  store.dispatch({ type: 'received', response: response({ items: [textItem(1)], project }), now: 0 });
  store.dispatch({ type: 'answered', label: 11, key: 'a', now: 0 });
  store.dispatch({ type: 'undone', now: 0 });
  expect(new DeckStore(createOutbox(7, 1)).get().outbox).toEqual([]);
});

test('what an older page stored and no server takes is mended when it is read', () => {
  const old = waiting('a');
  createOutbox(7, 1).put({ ...old, answer: { ...old.answer, seconds: 90_000, comment: 'half \ud83d' } });
  expect(createOutbox(7, 1).load()[0]?.answer).toMatchObject({ seconds: 86_400, comment: 'half \ufffd' });
});

test('what was refused stays to be copied over a reload, until it is dismissed', () => {
  const store = new DeckStore(createOutbox(7, 1));
  store.dispatch({ type: 'received', response: response({ items: [textItem(1)], project }), now: 0 });
  store.dispatch({ type: 'answered', label: 11, key: 'a', now: 0 });
  const results = [{ key: 'a', status: 'refused' as const, code: 'invalid_answer', detail: 'It cannot be read.' }];
  store.dispatch({ type: 'received', response: response({ results }), now: 0 });
  const reopened = new DeckStore(createOutbox(7, 1));
  expect(reopened.get()).toMatchObject({
    outbox: [],
    refusals: [{ detail: 'It cannot be read.', words: { text: 'Text 1', label: 'positive' } }],
  });
  expect(new DeckStore(createOutbox(8, 1)).get().refusals).toEqual([]);
  reopened.dispatch({ type: 'refusals_dismissed' });
  expect(localStorage).toHaveLength(0);
});
