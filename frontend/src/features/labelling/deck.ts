/**
 * The labelling deck as a pure reducer: no clock, no network, no storage, no browser.
 *
 * An answer goes card -> outbox (waits to be sent) -> gone from the outbox once the server has said what became of it.
 * `past` keeps what was answered last, here or before, for undo and for the chips; the server's word on it is `status`.
 */
import type {
  Answer as AnswerBody,
  AnswerResult,
  DeckItem,
  DeckModel,
  DeckProgress,
  DeckProject,
  DeckResponse,
  DeckState,
  OwnAnswer,
} from '@/shared/api/schema.gen';
import { sendable } from './sendable';

/** An answer as this page writes it: complete, whatever the server would fill in. */
export type Answer = Required<AnswerBody>;

/** An item to answer. The first card is on screen. */
export interface Card {
  item: DeckItem;
  /** Leased to me. False when the server has my answer already: what I choose now is a correction. */
  held: boolean;
  /** What I answered before, when the card came back by undo or by a click on its chip. */
  before: Answer | null;
  /** The answer `before` was taken out of the outbox: keeping it means to put it back. */
  withdrawn: boolean;
  flagged: boolean;
  comment: string;
}

export interface Waiting {
  answer: Answer;
  /** Replaces an answer that the server has: it does not count as a new label. */
  correction: boolean;
}

export interface Past extends Waiting {
  item: DeckItem;
  status: 'waiting' | 'saved' | 'refused';
}

/** An answer that will never count. It is kept, to be read and copied, until somebody dismisses it. */
export interface Refusal {
  answer: Answer;
  /** What stands on the item, where that is known here. */
  text: string | null;
  code: string;
  detail: string;
}

/** Why nothing gets through at the moment. The first two pass by themselves. */
export type Trouble = 'offline' | 'server' | 'logged_out' | 'other_person' | 'no_access' | 'error';

export interface Deck {
  project: DeckProject | null;
  cards: readonly Card[];
  past: readonly Past[];
  outbox: readonly Waiting[];
  /** Keys of the answers that are on their way. */
  sending: readonly string[];
  isSending: boolean;
  trouble: { kind: Trouble; detail: string } | null;
  progress: DeckProgress | null;
  model: DeckModel | null;
  state: DeckState | null;
  detail: string;
  retryInS: number | null;
  refusals: readonly Refusal[];
  /** The classes changed under us: ask for the project again. */
  isProjectStale: boolean;
  /** Another tab labels this project now. */
  isSuperseded: boolean;
  /**
   * Attention that the first card had: `spentMs` until `since`, the last sign of somebody at work; null while the page
   * is hidden.
   */
  clock: { since: number | null; spentMs: number };
  lease: { ms: number; renewedAt: number } | null;
  /** For the live region; `n` grows so that equal texts are read again. */
  message: { n: number; text: string };
  answered: number;
}

/** What was chosen for one item, while another may have come meanwhile; null: while there was none. */
interface Meant {
  meantFor?: number | null | undefined;
}

export type DeckEvent =
  | { type: 'restored'; waiting: readonly Waiting[]; refusals?: readonly Refusal[] }
  /** What the server has of mine, newest first. */
  | { type: 'remembered'; answers: readonly OwnAnswer[] }
  | ({ type: 'answered'; label: number | null; reason?: string; key: string; now: number } & Meant)
  | { type: 'undone'; now: number }
  | { type: 'reopened'; item: number; now: number }
  | ({ type: 'kept'; key: string; now: number } & Meant)
  | ({ type: 'flag_toggled' } & Meant)
  | ({ type: 'commented'; text: string } & Meant)
  | { type: 'hidden'; now: number }
  | { type: 'shown'; now: number }
  | { type: 'attended'; now: number }
  | { type: 'sending'; keys: readonly string[] }
  | { type: 'received'; response: DeckResponse; now: number }
  | { type: 'failed'; kind: Trouble; detail: string }
  | { type: 'refusals_dismissed' }
  | { type: 'superseded' }
  | { type: 'resumed' };

const PAST_KEPT = 50;
export const ITEM_CHANGED = 'The item changed meanwhile. Nothing was stored.';
/** Nobody sits before a page on which nothing moves for longer than this, or nobody can tell. */
export const IDLE_MS = 120_000;

export const emptyDeck: Deck = {
  project: null,
  cards: [],
  past: [],
  outbox: [],
  sending: [],
  isSending: false,
  trouble: null,
  progress: null,
  model: null,
  state: null,
  detail: '',
  retryInS: null,
  refusals: [],
  isProjectStale: false,
  isSuperseded: false,
  clock: { since: null, spentMs: 0 },
  lease: null,
  message: { n: 0, text: '' },
  answered: 0,
};

export function reduce(deck: Deck, event: DeckEvent): Deck {
  if (isForAnother(deck, event)) return { ...deck, message: say(deck, ITEM_CHANGED) };
  switch (event.type) {
    case 'restored':
      return {
        ...deck,
        outbox: mergeWaiting(deck.outbox, event.waiting),
        refusals: deck.refusals.length > 0 ? deck.refusals : (event.refusals ?? []),
      };
    case 'remembered':
      return remembered(deck, event.answers);
    case 'answered':
      return answered(deck, event);
    case 'undone':
      return comeBack(deck, deck.past.at(-1), event.now, 'Back to the last item.');
    case 'reopened':
      return comeBack(
        deck,
        deck.past.findLast((past) => past.item.id === event.item),
        event.now,
        'Item opened again.',
      );
    case 'kept':
      return kept(deck, event);
    case 'flag_toggled':
      return editFirst(deck, (card) => ({ ...card, flagged: !card.flagged }), flagMessage(deck));
    case 'commented':
      return editFirst(deck, (card) => ({ ...card, comment: event.text.trim() }), 'Comment noted.');
    case 'hidden':
      return { ...deck, clock: { since: null, spentMs: spentMs(deck, event.now) } };
    case 'shown':
      return { ...deck, clock: { ...deck.clock, since: deck.clock.since ?? event.now } };
    case 'attended':
      return deck.clock.since === null
        ? deck
        : { ...deck, clock: { since: event.now, spentMs: spentMs(deck, event.now) } };
    case 'sending':
      return { ...deck, sending: event.keys, isSending: true };
    case 'received':
      return received(deck, event.response, event.now);
    case 'failed':
      return failed(deck, event.kind, event.detail);
    case 'refusals_dismissed':
      return { ...deck, refusals: [] };
    case 'superseded':
      return { ...deck, isSuperseded: true, cards: [] };
    case 'resumed':
      return { ...deck, isSuperseded: false, isProjectStale: true };
  }
}

// What a component or the sender asks

export const currentCard = (deck: Deck): Card | null => deck.cards[0] ?? null;

/** Nobody looked at the item that this would reach: it was chosen for another one. */
export const isForAnother = (deck: Deck, event: DeckEvent): boolean =>
  'meantFor' in event && event.meantFor !== undefined && event.meantFor !== onScreen(deck);

/** The item that what is chosen now is for. */
export const onScreen = (deck: Deck): number | null => currentCard(deck)?.item.id ?? null;

export const labelName = (deck: Deck, label: number | null): string =>
  label === null ? 'skipped' : (deck.project?.labels.find((one) => one.id === label)?.name ?? `label ${label}`);

/** Items that are still in this browser under a lease: cards, and answers that the server has not yet seen. */
export function heldItems(deck: Deck): number[] {
  const cards = deck.cards.filter((card) => card.held).map((card) => card.item.id);
  const waiting = deck.outbox.filter((one) => !one.correction).map((one) => one.answer.item);
  return [...new Set([...cards, ...waiting])];
}

/** Labels of the project with mine on top that are still on their way. */
export function labelsDone(deck: Deck): number {
  const onTheirWay = deck.outbox.filter((one) => one.answer.label !== null && !one.correction).length;
  return (deck.progress?.labels ?? 0) + onTheirWay;
}

export type SaveState = 'saved' | 'saving' | 'offline';

export function saveState(deck: Deck): SaveState {
  if (deck.trouble) return 'offline';
  return deck.outbox.length > 0 ? 'saving' : 'saved';
}

// Steps

function spentMs(deck: Deck, now: number): number {
  const { since, spentMs: before } = deck.clock;
  return since === null ? before : before + Math.min(IDLE_MS, Math.max(0, now - since));
}

/** A new first card: its time starts, unless the page is hidden. */
const restartedClock = (deck: Deck, now: number) => ({ since: deck.clock.since === null ? null : now, spentMs: 0 });

/** Words to keep a refused answer by: on paper, in a message to the manager. */
export function describeRefusal(deck: Deck, { answer, text, detail }: Refusal): string {
  const parts = [
    `Item ${answer.item}${text === null ? '' : ` (${text})`}`,
    answer.label === null ? `skipped ${answer.skip_reason}`.trim() : labelName(deck, answer.label),
    answer.flagged ? 'flagged' : '',
    answer.comment,
    answer.answered_at,
    `not counted: ${detail}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

const say = (deck: Deck, text: string) => ({ n: deck.message.n + 1, text });

function mergeWaiting(here: readonly Waiting[], found: readonly Waiting[]): Waiting[] {
  const known = new Set(here.map((one) => one.answer.key));
  return [...here, ...found.filter((one) => !known.has(one.answer.key))];
}

/** Undo goes on beyond what was answered on this page; what happened here meanwhile is newer. */
function remembered(deck: Deck, answers: readonly OwnAnswer[]): Deck {
  const known = new Set([
    ...deck.cards.map((card) => card.item.id),
    ...deck.past.map((past) => past.item.id),
    ...deck.outbox.map((one) => one.answer.item),
  ]);
  const older = answers
    .filter(({ item }) => !known.has(item.id))
    .map(({ item, ...said }): Past => ({ item, answer: { ...said, item: item.id }, correction: true, status: 'saved' }))
    .reverse();
  return { ...deck, past: [...older, ...deck.past].slice(-PAST_KEPT) };
}

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

function answered(deck: Deck, event: AnsweredEvent): Deck {
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
  const waiting: Waiting = { answer, correction: !card.held };
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

function kept(deck: Deck, event: { key: string; now: number }): Deck {
  const [card] = deck.cards;
  if (!card?.before) return deck;
  const edited = { ...card.before, flagged: card.flagged, comment: card.comment };
  if (card.withdrawn) return leave(deck, edited, event.now);
  if (sayTheSame(edited, card.before)) return goOn(deck, card.before, event.now);
  return leave(deck, { ...edited, key: event.key, answered_at: new Date(event.now).toISOString() }, event.now);
}

/** Undo, and a click on a chip: an earlier item is on screen again, with what was chosen. */
function comeBack(deck: Deck, past: Past | undefined, now: number, text: string): Deck {
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

function editFirst(deck: Deck, edit: (card: Card) => Card, text: string): Deck {
  const [card, ...rest] = deck.cards;
  return card ? { ...deck, cards: [edit(card), ...rest], message: say(deck, text) } : deck;
}

const flagMessage = (deck: Deck) => (currentCard(deck)?.flagged ? 'Flag removed.' : 'Flagged.');

function failed(deck: Deck, kind: Trouble, detail: string): Deck {
  const isNew = deck.trouble?.kind !== kind;
  const message =
    isNew && (kind === 'offline' || kind === 'server')
      ? say(deck, 'Nothing gets through. Your answers wait here; they are safe.')
      : deck.message;
  // Items of somebody else are not to be answered, nor seen, by who sits here now.
  const cards = kind === 'other_person' ? [] : deck.cards;
  const past = kind === 'other_person' ? [] : deck.past;
  return { ...deck, cards, past, sending: [], isSending: false, trouble: { kind, detail }, message };
}

function received(deck: Deck, response: DeckResponse, now: number): Deck {
  const results = new Map(response.results.map((result) => [result.key, result]));
  const outbox = deck.outbox.filter((one) => !results.has(one.answer.key));
  const refusals = toRefusals(deck, response.results);
  const lost = new Set(response.lost);
  const kept = deck.cards.filter((card) => !(card.held && lost.has(card.item.id)));
  const isFirstLost = deck.cards.length > 0 && kept[0] !== deck.cards[0];
  const cards = [...kept, ...toCards(response.items, kept, outbox, deck.isSuperseded)];
  const isFirstNew = cards[0] !== deck.cards[0];
  return {
    ...deck,
    project: response.project ?? deck.project,
    isProjectStale:
      (deck.isProjectStale && response.project === null) || refusals.some((one) => one.code === 'unknown_label'),
    cards,
    outbox,
    past: deck.past.map((one) => withStatus(one, results.get(one.answer.key))),
    sending: [],
    isSending: false,
    trouble: null,
    progress: response.progress,
    model: response.model,
    state: response.state,
    detail: response.detail,
    retryInS: response.retry_in_s,
    refusals: [...deck.refusals, ...refusals],
    clock: isFirstNew ? restartedClock(deck, now) : deck.clock,
    lease: renewedLease(deck, response, now),
    message: receivedMessage(deck, refusals, isFirstLost),
  };
}

function toCards(
  items: readonly DeckItem[],
  cards: readonly Card[],
  outbox: readonly Waiting[],
  isSuperseded: boolean,
): Card[] {
  if (isSuperseded) return [];
  const known = new Set([...cards.map((card) => card.item.id), ...outbox.map((one) => one.answer.item)]);
  return items
    .filter((item) => !known.has(item.id))
    .map((item) => ({ item, held: true, before: null, withdrawn: false, flagged: false, comment: '' }));
}

function toRefusals(deck: Deck, results: readonly AnswerResult[]): Refusal[] {
  return results
    .filter((result) => result.status === 'refused')
    .flatMap(({ key, code, detail }) => {
      const answer = deck.outbox.find((one) => one.answer.key === key)?.answer;
      const text = deck.past.find((one) => one.answer.key === key)?.item.text ?? null;
      return answer ? [{ answer, text, code, detail }] : [];
    });
}

function withStatus(past: Past, result: AnswerResult | undefined): Past {
  if (!result) return past;
  return { ...past, status: result.status === 'refused' ? 'refused' : 'saved' };
}

function receivedMessage(deck: Deck, refusals: readonly Refusal[], isFirstLost: boolean) {
  if (refusals.length > 0) return say(deck, refusals.map((one) => `Not counted. ${one.detail}`).join(' '));
  if (isFirstLost) return say(deck, 'This item went to somebody else. Here is the next one.');
  if (deck.trouble) return say(deck, 'Online again. Everything is saved.');
  return deck.message;
}

/** Every exchange renews the leases of what is held; how long they last is learnt from the newest item. */
function renewedLease(deck: Deck, response: DeckResponse, now: number): Deck['lease'] {
  const newest = response.items.at(-1);
  const ms = newest ? Date.parse(newest.expires_at) - Date.parse(response.server_time) : deck.lease?.ms;
  return ms === undefined ? null : { ms: Math.max(ms, 10_000), renewedAt: now };
}

function describeNext(cards: readonly Card[]): string {
  const [next] = cards;
  if (!next) return 'No item left here.';
  return next.item.text === null ? 'Next item.' : `Next item: ${next.item.text.slice(0, 300)}`;
}
