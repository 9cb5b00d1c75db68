import { describe, expect, test } from 'vitest';
import type { AnswerResult } from '@/shared/api/schema.gen';
import { IDLE_MS } from './attention';
import { currentCard, describeRefusal, emptyDeck, heldItems, labelsDone, saveState, type Deck } from './deck';
import { NEGATIVE, POSITIVE, project, response, textItem } from './deck.test-data';
import { reduce, type DeckEvent } from './reduce';

const T0 = Date.parse('2026-11-20T10:00:00Z');

const run = (deck: Deck, ...events: DeckEvent[]) => events.reduce(reduce, deck);

const opened = run(
  emptyDeck,
  { type: 'shown', now: T0 },
  { type: 'received', response: response({ items: [1, 2, 3, 4].map(textItem), project }), now: T0 },
);

const answer = (label: number | null, key: string, now = T0 + 2_000): DeckEvent => ({
  type: 'answered',
  label,
  key,
  now,
});
const verdict = (key: string, status: AnswerResult['status'] = 'accepted', code = ''): AnswerResult => ({
  key,
  status,
  code,
  detail: code && 'Somebody else finished it.',
});
const onScreen = (deck: Deck) => currentCard(deck)?.item.id;

describe('what came back from review', () => {
  const returned = { note: 'Look at the end.', answered: true, label: NEGATIVE };
  const back = run(opened, {
    type: 'received',
    response: response({ items: [textItem(5), { ...textItem(9), returned }] }),
    now: T0,
  });

  test('comes next, and what is on screen stays', () => {
    expect(back.cards.map(({ item }) => item.id)).toEqual([1, 9, 2, 3, 4, 5]);
    expect(run(back, answer(POSITIVE, 'a')).message.text).toContain('came back from review: Look at the end.');
  });

  test('is no new label: it replaces the one that was given before', () => {
    const deck = run(back, answer(POSITIVE, 'a'), answer(POSITIVE, 'b'));
    expect(deck.outbox.map(({ answer: { item }, correction }) => [item, correction])).toEqual([
      [1, false],
      [9, true],
    ]);
    expect(labelsDone(deck)).toBe(101);
  });
});

describe('an answer', () => {
  test('puts the next item on screen at once and waits in the outbox', () => {
    const deck = run(opened, answer(POSITIVE, 'a'));
    expect(onScreen(deck)).toBe(2);
    expect(deck.outbox.map((one) => one.answer)).toEqual([
      {
        key: 'a',
        item: 1,
        label: POSITIVE,
        skip_reason: '',
        flagged: false,
        comment: '',
        seconds: 2,
        answered_at: '2026-11-20T10:00:02.000Z',
      },
    ]);
    expect(saveState(deck)).toBe('saving');
  });

  test('says what was chosen and reads the next text to a screen reader', () => {
    expect(run(opened, answer(POSITIVE, 'a')).message.text).toBe('positive. Next item: Text 2');
  });

  test('counts as progress before the server knows it, and never twice', () => {
    const waiting = run(opened, answer(POSITIVE, 'a'), answer(null, 'b'));
    expect(labelsDone(waiting)).toBe(101);
    const progress = { labels: 101, budget: 500, mine: 11, skipped: 0 };
    const saved = run(waiting, {
      type: 'received',
      response: response({ results: [verdict('a'), verdict('b')], progress }),
      now: T0,
    });
    expect(labelsDone(saved)).toBe(101);
    expect(saveState(saved)).toBe('saved');
  });

  test('carries the flag, the comment and the reason of a skip', () => {
    const deck = run(
      opened,
      { type: 'flag_toggled' },
      { type: 'commented', text: ' torn page ' },
      { type: 'answered', label: null, reason: 'Cannot tell', key: 'a', now: T0 },
    );
    expect(deck.outbox[0]?.answer).toMatchObject({
      label: null,
      flagged: true,
      comment: 'torn page',
      skip_reason: 'Cannot tell',
    });
    expect(currentCard(deck)).toMatchObject({ flagged: false, comment: '' });
  });

  test('does nothing when there is no item', () => {
    expect(run(emptyDeck, answer(POSITIVE, 'a'))).toBe(emptyDeck);
  });
});

describe('what was chosen for an item that is no longer on screen', () => {
  const lost = run(opened, { type: 'received', response: response({ lost: [1] }), now: T0 });
  const chosen: DeckEvent[] = [
    { type: 'answered', label: POSITIVE, key: 'a', now: T0, meantFor: 1 },
    { type: 'answered', label: null, reason: 'Cannot tell', key: 'a', now: T0, meantFor: null },
    { type: 'commented', text: 'torn page', meantFor: 1 },
    { type: 'flag_toggled', meantFor: 1 },
    { type: 'kept', key: 'a', now: T0, meantFor: 1 },
  ];

  test.each(chosen)('reaches no other item, and that is said ($type)', (event) => {
    const deck = run(lost, event);
    expect(onScreen(deck)).toBe(2);
    expect([deck.cards, deck.outbox]).toEqual([lost.cards, []]);
    expect(deck.message.text).toBe('The item changed meanwhile. Nothing was stored.');
  });

  test('reaches no empty deck either, and its own item as ever', () => {
    const empty = run(opened, { type: 'received', response: response({ lost: [1, 2, 3, 4] }), now: T0 });
    const label: DeckEvent = { type: 'answered', label: NEGATIVE, key: 'a', now: T0, meantFor: 1 };
    expect(run(empty, label).outbox).toEqual([]);
    expect(run(opened, label).outbox[0]?.answer).toMatchObject({ item: 1, label: NEGATIVE });
  });
});

describe('the clock', () => {
  test('counts only the time that the item was on screen', () => {
    const deck = run(
      opened,
      { type: 'hidden', now: T0 + 3_000 },
      { type: 'shown', now: T0 + 60_000 },
      answer(POSITIVE, 'a', T0 + 61_500),
      answer(POSITIVE, 'b', T0 + 62_250),
    );
    expect(deck.outbox.map((one) => one.answer.seconds)).toEqual([4.5, 0.75]);
  });

  test('stands still when nobody is there: an open laptop is not attention', () => {
    const deck = run(
      opened,
      answer(POSITIVE, 'a', T0 + 25 * 3_600_000),
      answer(POSITIVE, 'b', T0 + 25 * 3_600_000 + 900),
    );
    expect(deck.outbox.map((one) => one.answer.seconds)).toEqual([IDLE_MS / 1000, 0.9]);
  });

  test('goes on as long as somebody scrolls, moves or types, for however long that is', () => {
    const minutes = Array.from({ length: 30 }, (_, minute): DeckEvent => ({
      type: 'attended',
      now: T0 + minute * 60_000,
    }));
    const deck = run(opened, ...minutes, answer(POSITIVE, 'a', T0 + 30 * 60_000));
    expect(deck.outbox[0]?.answer.seconds).toBe(30 * 60);
  });

  test('does not run back when the clock of the machine is set right', () => {
    const deck = run(opened, { type: 'attended', now: T0 - 3_600_000 }, answer(POSITIVE, 'a', T0 - 3_595_000));
    expect(deck.outbox[0]?.answer.seconds).toBe(5);
  });

  test('a page in the background notices no work', () => {
    const hidden = run(opened, { type: 'hidden', now: T0 + 1_000 });
    expect(run(hidden, { type: 'attended', now: T0 + 2_000 })).toBe(hidden);
  });
});

describe('what was answered before this page', () => {
  const own = (item: number, key = `key ${item}`) => ({
    ...{ item: textItem(item), key, label: NEGATIVE, skip_reason: '', flagged: false, comment: '', seconds: 1 },
    answered_at: '2026-11-19T10:00:00.000Z',
  });

  test('is older than what was answered here, and each item stands there once', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), { type: 'remembered', answers: [own(9), own(8), own(1), own(2)] });
    expect(deck.past.map((past) => past.item.id)).toEqual([8, 9, 1]);
    expect(deck.past.map((past) => past.status)).toEqual(['saved', 'saved', 'waiting']);
  });

  test('comes back by undo, and a new choice is a correction of it', () => {
    const deck = run(opened, { type: 'remembered', answers: [own(9)] }, { type: 'undone', now: T0 });
    expect(currentCard(deck)).toMatchObject({ item: { id: 9 }, held: false, before: { label: NEGATIVE } });
    expect(run(deck, answer(POSITIVE, 'b')).outbox).toMatchObject([{ correction: true, answer: { item: 9 } }]);
    expect(run(deck, { type: 'kept', key: 'b', now: T0 }).outbox).toEqual([]);
  });

  test('is at most fifty answers', () => {
    const answers = Array.from({ length: 60 }, (_, n) => own(100 + n));
    expect(run(opened, { type: 'remembered', answers }).past).toHaveLength(50);
  });
});

describe('undo', () => {
  test('takes back an answer that was not sent', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), { type: 'undone', now: T0 });
    expect(onScreen(deck)).toBe(1);
    expect(deck.outbox).toEqual([]);
    expect(currentCard(deck)).toMatchObject({ held: true, withdrawn: true, before: { label: POSITIVE } });
  });

  test('reopens an answer that is on its way or saved, and the next choice is a correction', () => {
    const sent = run(opened, answer(POSITIVE, 'a'), { type: 'sending', keys: ['a'] }, { type: 'undone', now: T0 });
    expect(sent.outbox).toHaveLength(1);
    const corrected = run(sent, answer(NEGATIVE, 'b'));
    expect(corrected.outbox.map((one) => [one.answer.key, one.correction])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(labelsDone(corrected)).toBe(101);
  });

  test('walks back several steps and forward again', () => {
    const deck = run(
      opened,
      answer(POSITIVE, 'a'),
      answer(NEGATIVE, 'b'),
      { type: 'undone', now: T0 },
      { type: 'undone', now: T0 },
    );
    expect(deck.cards.map((card) => card.item.id)).toEqual([1, 2, 3, 4]);
    const forward = run(deck, { type: 'kept', key: 'x', now: T0 }, { type: 'kept', key: 'y', now: T0 });
    expect(forward.outbox.map((one) => one.answer.key)).toEqual(['a', 'b']);
    expect(onScreen(forward)).toBe(3);
  });

  test('sends nothing when the same is chosen again', () => {
    const saved = run(opened, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ results: [verdict('a')] }),
      now: T0,
    });
    const again = run(saved, { type: 'undone', now: T0 }, answer(POSITIVE, 'b'));
    expect(again.outbox).toEqual([]);
    expect(onScreen(again)).toBe(2);
  });

  test('keeping with a new flag sends a correction', () => {
    const saved = run(opened, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ results: [verdict('a')] }),
      now: T0,
    });
    const deck = run(saved, { type: 'undone', now: T0 }, { type: 'flag_toggled' }, { type: 'kept', key: 'b', now: T0 });
    expect(deck.outbox[0]).toMatchObject({ correction: true, answer: { key: 'b', label: POSITIVE, flagged: true } });
  });

  test('says so when there is nothing to undo', () => {
    expect(run(opened, { type: 'undone', now: T0 }).message.text).toBe('Nothing to undo.');
  });
});

test('a chip opens one of the last answers for correction', () => {
  const deck = run(opened, answer(POSITIVE, 'a'), answer(NEGATIVE, 'b'), { type: 'reopened', item: 1, now: T0 });
  expect(deck.cards.map((card) => card.item.id)).toEqual([1, 3, 4]);
  expect(deck.past.map((one) => one.item.id)).toEqual([2]);
});

describe('what the server says', () => {
  test('new items join behind those at hand; known ones do not come twice', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ items: [1, 2, 5].map(textItem) }),
      now: T0,
    });
    expect(deck.cards.map((card) => card.item.id)).toEqual([2, 3, 4, 5]);
  });

  test('lost leases leave the deck, corrections stay', () => {
    const saved = run(opened, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ results: [verdict('a')] }),
      now: T0,
    });
    const deck = run(
      saved,
      { type: 'undone', now: T0 },
      { type: 'received', response: response({ lost: [1, 3] }), now: T0 },
    );
    expect(deck.cards.map((card) => card.item.id)).toEqual([1, 2, 4]);
  });

  test('losing the item on screen is announced', () => {
    const deck = run(opened, { type: 'received', response: response({ lost: [1] }), now: T0 });
    expect(deck.message.text).toBe('This item went to somebody else. Here is the next one.');
  });

  test('a duplicate counts as saved', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ results: [verdict('a', 'duplicate')] }),
      now: T0,
    });
    expect(deck.outbox).toEqual([]);
    expect(deck.past[0]?.status).toBe('saved');
  });

  test('a refusal is kept until it is read, and never silent', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ results: [verdict('a', 'refused', 'item_taken')] }),
      now: T0,
    });
    expect(deck.refusals).toEqual([
      {
        answer: run(opened, answer(POSITIVE, 'a')).outbox[0]?.answer,
        correction: false,
        words: { text: 'Text 1', label: 'positive' },
        code: 'item_taken',
        detail: 'Somebody else finished it.',
      },
    ]);
    expect(deck.past[0]?.status).toBe('refused');
    expect(deck.message.text).toBe('Not counted. Somebody else finished it.');
    expect(run(deck, { type: 'refusals_dismissed' }).refusals).toEqual([]);
  });

  test('what is refused can be copied in words', () => {
    const deck = run(opened, { type: 'commented', text: 'torn' }, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ results: [verdict('a', 'refused', 'invalid_answer')] }),
      now: T0,
    });
    expect(deck.outbox).toEqual([]);
    expect(deck.refusals.map((refusal) => describeRefusal(deck, refusal))).toEqual([
      'Item 1 (Text 1) · positive · torn · 2026-11-20T10:00:02.000Z · not counted: Somebody else finished it.',
    ]);
  });

  test('to another person nothing of the first one is shown, and what waits stays', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), { type: 'failed', kind: 'other_person', detail: '' });
    expect([deck.cards, deck.past]).toEqual([[], []]);
    expect(deck.outbox.map((one) => one.answer.key)).toEqual(['a']);
    expect(run(deck, answer(NEGATIVE, 'b')).outbox).toHaveLength(1);
  });

  test('an unknown label means that the classes changed: the project is asked for again', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), {
      type: 'received',
      response: response({ results: [verdict('a', 'refused', 'unknown_label')] }),
      now: T0,
    });
    expect(deck.isProjectStale).toBe(true);
    expect(run(deck, { type: 'received', response: response({ project }), now: T0 }).isProjectStale).toBe(false);
  });

  test('answers that were given while the request was away stay in the outbox', () => {
    const deck = run(opened, answer(POSITIVE, 'a'), { type: 'sending', keys: ['a'] }, answer(POSITIVE, 'b'), {
      type: 'received',
      response: response({ results: [verdict('a')] }),
      now: T0,
    });
    expect(deck.outbox.map((one) => one.answer.key)).toEqual(['b']);
  });
});

describe('without a network', () => {
  const offline = run(opened, answer(POSITIVE, 'a'), { type: 'failed', kind: 'offline', detail: '' });

  test('labelling goes on and the answers wait', () => {
    const deck = run(offline, answer(POSITIVE, 'b'), answer(POSITIVE, 'c'));
    expect(saveState(deck)).toBe('offline');
    expect(deck.outbox).toHaveLength(3);
    expect(onScreen(deck)).toBe(4);
  });

  test('the way back is announced', () => {
    const deck = run(offline, { type: 'received', response: response({ results: [verdict('a')] }), now: T0 });
    expect(deck.trouble).toBeNull();
    expect(deck.message.text).toBe('Online again. Everything is saved.');
  });
});

test('held items are the cards under lease and the answers that the server has not seen', () => {
  const deck = run(opened, answer(POSITIVE, 'a'), { type: 'sending', keys: ['a'] }, { type: 'undone', now: T0 });
  expect(heldItems(deck).sort()).toEqual([1, 2, 3, 4]);
});

test('answers found in storage join the outbox once', () => {
  const waiting = run(opened, answer(POSITIVE, 'a')).outbox;
  const deck = run(emptyDeck, { type: 'restored', waiting }, { type: 'restored', waiting });
  expect(deck.outbox).toHaveLength(1);
});

test('a superseded tab gives up its cards, keeps its answers and takes no new items', () => {
  const deck = run(
    opened,
    answer(POSITIVE, 'a'),
    { type: 'superseded' },
    {
      type: 'received',
      response: response({ items: [textItem(9)] }),
      now: T0,
    },
  );
  expect(deck.cards).toEqual([]);
  expect(deck.outbox).toHaveLength(1);
});
