/**
 * Everything that can happen to a deck, as a pure reducer: no clock, no network, no storage, no browser. What the person
 * does stands in `answering.ts`, what the server says in `receiving.ts`.
 */
import type { DeckResponse, OwnAnswer } from '@/shared/api/schema.gen';
import { answered, comeBack, describeKey, editFirst, flagMessage, kept } from './answering';
import { spentMs } from './attention';
import { onScreen, say, type Deck, type Refusal, type Trouble, type Waiting } from './deck';
import { failed, mergeWaiting, received, remembered, takenUpAgain } from './receiving';

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
  /** Answers that were refused because one was not in the project: perhaps one is again. */
  | { type: 'taken_up_again' }
  | { type: 'news_dismissed' }
  | { type: 'caution_read' }
  | { type: 'key_learnt'; label: number }
  | { type: 'skipped_taken_up' }
  | { type: 'superseded' }
  | { type: 'resumed' };

export const ITEM_CHANGED = 'The item changed meanwhile. Nothing was stored.';

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
    case 'taken_up_again':
      return takenUpAgain(deck);
    case 'caution_read':
      return { ...deck, cautionRead: deck.caution };
    case 'news_dismissed':
      return { ...deck, known: deck.project, learnt: [] };
    case 'key_learnt':
      return { ...deck, learnt: [...deck.learnt, event.label], message: say(deck, describeKey(deck, event.label)) };
    case 'skipped_taken_up':
      return { ...deck, skippedUntil: deck.serverTime, message: say(deck, 'What you skipped comes again.') };
    case 'superseded':
      return { ...deck, isSuperseded: true, cards: [] };
    case 'resumed':
      return { ...deck, isSuperseded: false, isProjectStale: true };
  }
}

/** Nobody looked at the item that this would reach: it was chosen for another one. */
export const isForAnother = (deck: Deck, event: DeckEvent): boolean =>
  'meantFor' in event && event.meantFor !== undefined && event.meantFor !== onScreen(deck);
