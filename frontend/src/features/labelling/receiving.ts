/** What the server says, or that it says nothing, and what came back from where it waited. */
import type { AnswerResult, DeckItem, DeckProject, DeckResponse, OwnAnswer } from '@/shared/api/schema.gen';
import { restartedClock } from './attention';
import {
  newsOf,
  PAST_KEPT,
  say,
  type Card,
  type Deck,
  type Past,
  type Refusal,
  type Trouble,
  type Waiting,
} from './deck';

export function mergeWaiting(here: readonly Waiting[], found: readonly Waiting[]): Waiting[] {
  const known = new Set(here.map((one) => one.answer.key));
  return [...here, ...found.filter((one) => !known.has(one.answer.key))];
}

/** Undo goes on beyond what was answered on this page; what happened here meanwhile is newer. */
export function remembered(deck: Deck, answers: readonly OwnAnswer[]): Deck {
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

export function failed(deck: Deck, kind: Trouble, detail: string): Deck {
  const isNew = deck.trouble?.kind !== kind;
  const message =
    isNew && (kind === 'offline' || kind === 'server')
      ? say(deck, 'Nothing gets through. Your answers wait here; they are safe.')
      : deck.message;
  const stopped = { ...deck, sending: [], isSending: false, trouble: { kind, detail }, message };
  // Items are not to be answered, nor seen, by who may not have them.
  if (kind === 'other_person') return { ...stopped, cards: [], past: [] };
  return kind === 'not_member' ? leftOut({ ...stopped, cards: [], past: [] }) : stopped;
}

/** The project is gone for this person, and nobody will ever take what waits: it can be read and copied. */
function leftOut(deck: Deck): Deck {
  const refusals = [...deck.refusals, ...deck.outbox.map(asLeftOut)];
  return { ...deck, outbox: [], refusals, message: say(deck, `You are not in this project${deck.project ? ' any more' : ''}.`) };
}

const LEFT_OUT = 'not_member';

export const asLeftOut = (waiting: Waiting): Refusal => ({
  ...waiting,
  code: LEFT_OUT,
  detail: 'You were not in the project any more when it was to be sent.',
});

export function takenUpAgain(deck: Deck): Deck {
  const again = deck.refusals.filter((one) => one.code === LEFT_OUT);
  if (again.length === 0) return deck;
  const waiting = again.map(({ answer, correction, words }) => ({ answer, correction, words }));
  return {
    ...deck,
    outbox: mergeWaiting(deck.outbox, waiting),
    refusals: deck.refusals.filter((one) => one.code !== LEFT_OUT),
  };
}

export function received(before: Deck, response: DeckResponse, now: number): Deck {
  const deck = before.trouble?.kind === 'not_member' ? takenUpAgain(before) : before;
  const results = new Map(response.results.map((result) => [result.key, result]));
  const outbox = deck.outbox.filter((one) => !results.has(one.answer.key));
  const refusals = toRefusals(deck, response.results);
  const lost = new Set(response.lost);
  const kept = deck.cards.filter((card) => !(card.held && lost.has(card.item.id)));
  const isFirstLost = deck.cards.length > 0 && kept[0] !== deck.cards[0];
  const cards = lineUp(kept, toCards(response.items, kept, outbox, deck.isSuperseded));
  const isFirstNew = cards[0] !== deck.cards[0];
  return {
    ...deck,
    project: response.project ?? deck.project,
    known: deck.known ?? response.project,
    learnt: response.project ? stillLearnt(deck, response.project) : deck.learnt,
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
    caution: response.caution,
    cautionRead: response.caution === '' ? '' : deck.cautionRead,
    ending: response.ending,
    serverTime: response.server_time,
    refusals: [...deck.refusals, ...refusals],
    clock: isFirstNew ? restartedClock(deck, now) : deck.clock,
    message: receivedMessage(deck, response, { refusals, isFirstLost }),
    leaseMs: leaseMs(deck, response),
  };
}

/** What reviewers sent back comes next; what is on screen stays. */
function lineUp([first, ...rest]: readonly Card[], fresh: readonly Card[]): Card[] {
  const back = fresh.filter(({ item }) => item.returned !== null);
  const others = fresh.filter(({ item }) => item.returned === null);
  return [...(first ? [first] : []), ...back, ...rest, ...others];
}

const stillLearnt = ({ learnt, project }: Deck, next: DeckProject) =>
  learnt.filter((id) => {
    const [before, after] = [project, next].map((one) => one?.labels.find((label) => label.id === id));
    return before?.key === after?.key && before?.name === after?.name;
  });

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
      const waiting = deck.outbox.find((one) => one.answer.key === key);
      return waiting ? [{ ...waiting, code, detail }] : [];
    });
}

function withStatus(past: Past, result: AnswerResult | undefined): Past {
  if (!result) return past;
  return { ...past, status: result.status === 'refused' ? 'refused' : 'saved' };
}

interface Happened {
  refusals: readonly Refusal[];
  isFirstLost: boolean;
}

function receivedMessage(deck: Deck, response: DeckResponse, { refusals, isFirstLost }: Happened) {
  if (refusals.length > 0) return say(deck, refusals.map((one) => `Not counted. ${one.detail}`).join(' '));
  if (isFirstLost) return say(deck, 'This item went to somebody else. Here is the next one.');
  if (deck.trouble?.kind === 'not_member') return say(deck, 'You are in this project again.');
  if (deck.trouble) return say(deck, 'Online again. Everything is saved.');
  const news = response.project && newsOf({ ...deck, project: response.project });
  if (news) return say(deck, news);
  if (response.state === 'stopped' && deck.state !== 'stopped') return say(deck, response.detail);
  if (response.caution !== '' && response.caution !== deck.caution) return say(deck, response.caution);
  if (deck.state === 'paused' && response.state === 'open') return say(deck, 'The project goes on.');
  if (deck.state === 'open' && response.state === 'paused') return say(deck, 'The project is paused.');
  return deck.message;
}

/** How long leases last is learnt from the newest item. */
function leaseMs(deck: Deck, response: DeckResponse): number | null {
  const newest = response.items.at(-1);
  if (!newest) return deck.leaseMs;
  return Math.max(Date.parse(newest.expires_at) - Date.parse(response.server_time), 10_000);
}
