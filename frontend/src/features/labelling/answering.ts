/** What the person does with the card on screen, and with those that they have answered. */
import { restartedClock, spentMs } from './attention';
import {
  currentCard,
  labelName,
  PAST_KEPT,
  say,
  type Answer,
  type Card,
  type Deck,
  type Past,
  type Waiting,
  type Words,
} from './deck';
import { sendable } from './sendable';

/** Characters of an item, to know it again. */
const WORDS_KEPT = 300;

interface AnsweredEvent {
  label: number | null;
  reason?: string;
  key: string;
  now: number;
}

function toAnswer(deck: Deck, card: Card, event: AnsweredEvent): Answer {
  return sendable({
    key: event.key,
    item: card.item.id,
    label: event.label,
    skip_reason: event.label === null ? (event.reason ?? '') : '',
    flagged: card.flagged,
    comment: card.comment,
    seconds: Math.round(spentMs(deck, event.now) / 10) / 100,
    answered_at: new Date(event.now).toISOString(),
  });
}

const sayTheSame = (a: Answer, b: Answer) =>
  a.label === b.label && a.skip_reason === b.skip_reason && a.flagged === b.flagged && a.comment === b.comment;

export function answered(deck: Deck, event: AnsweredEvent): Deck {
  const [card] = deck.cards;
  if (!card) return deck;
  const answer = toAnswer(deck, card, event);
  if (card.before && !card.withdrawn && sayTheSame(card.before, answer)) return goOn(deck, card.before, event.now);
  return leave(deck, answer, event.now);
}

/** The first card leaves with this answer; the next one is on screen. */
function leave(deck: Deck, answer: Answer, now: number): Deck {
  const [card, ...cards] = deck.cards;
  if (!card) return deck;
  // What came back from review with a label of theirs replaces it.
  const correction = !card.held || (card.item.returned?.label ?? null) !== null;
  const waiting: Waiting = { answer, correction, words: wordsOf(deck, card, answer) };
  const past: Past = { ...waiting, item: card.item, status: 'waiting' };
  return {
    ...deck,
    cards,
    outbox: [...deck.outbox, waiting],
    past: [...deck.past.filter((one) => one.item.id !== card.item.id), past].slice(-PAST_KEPT),
    clock: restartedClock(deck, now),
    answered: deck.answered + 1,
    message: say(deck, `${labelName(deck, answer.label)}. ${describeNext(cards)}`),
  };
}

const wordsOf = (deck: Deck, { item }: Card, { label }: Answer): Words => ({
  text: item.text?.slice(0, WORDS_KEPT) ?? null,
  label: labelName(deck, label),
});

/** The first card leaves and its earlier answer, which the server has, stays as it is. */
function goOn(deck: Deck, answer: Answer, now: number): Deck {
  const [card, ...cards] = deck.cards;
  if (!card) return deck;
  const past: Past = { item: card.item, answer, correction: true, status: 'saved' };
  return {
    ...deck,
    cards,
    past: [...deck.past.filter((one) => one.item.id !== card.item.id), past].slice(-PAST_KEPT),
    clock: restartedClock(deck, now),
    message: say(deck, `Kept: ${labelName(deck, answer.label)}. ${describeNext(cards)}`),
  };
}

export function kept(deck: Deck, event: { key: string; now: number }): Deck {
  const [card] = deck.cards;
  if (!card?.before) return deck;
  const edited = { ...card.before, flagged: card.flagged, comment: card.comment };
  if (card.withdrawn) return leave(deck, edited, event.now);
  if (sayTheSame(edited, card.before)) return goOn(deck, card.before, event.now);
  return leave(deck, { ...edited, key: event.key, answered_at: new Date(event.now).toISOString() }, event.now);
}

/** Undo, and a click on a chip: an earlier item is on screen again, with what was chosen. */
export function comeBack(deck: Deck, past: Past | undefined, now: number, text: string): Deck {
  if (!past) return { ...deck, message: say(deck, 'Nothing to undo.') };
  const key = past.answer.key;
  const isUnsent = deck.outbox.some((one) => one.answer.key === key) && !deck.sending.includes(key);
  const card: Card = {
    item: past.item,
    held: isUnsent && !past.correction,
    before: past.answer,
    withdrawn: isUnsent,
    flagged: past.answer.flagged,
    comment: past.answer.comment,
  };
  return {
    ...deck,
    cards: [card, ...deck.cards.filter((one) => one.item.id !== past.item.id)],
    outbox: isUnsent ? deck.outbox.filter((one) => one.answer.key !== key) : deck.outbox,
    past: deck.past.filter((one) => one !== past),
    clock: restartedClock(deck, now),
    message: say(deck, `${text} It was: ${labelName(deck, past.answer.label)}.`),
  };
}

export function editFirst(deck: Deck, edit: (card: Card) => Card, text: string): Deck {
  const [card, ...rest] = deck.cards;
  return card ? { ...deck, cards: [edit(card), ...rest], message: say(deck, text) } : deck;
}

/** Said instead of giving the label, once. */
export function describeKey(deck: Deck, label: number): string {
  const key = deck.project?.labels.find((one) => one.id === label)?.key ?? '';
  return `The key ${key} means “${labelName(deck, label)}” now. Press it again to choose that.`;
}

export const flagMessage = (deck: Deck) => (currentCard(deck)?.flagged ? 'Flag removed.' : 'Flagged.');

function describeNext(cards: readonly Card[]): string {
  const [next] = cards;
  if (!next) return 'No item left here.';
  if (next.item.returned) return `Next, an item that came back from review: ${next.item.returned.note}`;
  return next.item.text === null ? 'Next item.' : `Next item: ${next.item.text.slice(0, 300)}`;
}
