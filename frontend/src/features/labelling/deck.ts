/**
 * The labelling deck: what one page holds of one project, and what can be asked of it. What happens to it stands in
 * `reduce.ts`.
 *
 * An answer goes card -> outbox (waits to be sent) -> gone from the outbox once the server has said what became of it.
 * `past` keeps what was answered last, here or before, for undo and for the chips; the server's word on it is `status`.
 */
import type {
  Answer as AnswerBody,
  DeckEnding,
  DeckItem,
  DeckModel,
  DeckProgress,
  DeckProject,
  DeckState,
} from '@/shared/api/schema.gen';
import { describeChanges, labelsToLearn } from './changes';

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
  /** The answer as it was read when it was given; not known of those that older pages have stored. */
  words?: Words | undefined;
}

/** What stood on the item, null for an image, and what the label was called. */
export interface Words {
  text: string | null;
  label: string;
}

export interface Past extends Waiting {
  item: DeckItem;
  status: 'waiting' | 'saved' | 'refused';
}

/** An answer that will never count. It is kept, to be read and copied, until somebody dismisses it. */
export interface Refusal extends Waiting {
  code: string;
  detail: string;
}

/** Why nothing gets through at the moment. The first two pass by themselves. */
export type Trouble = 'offline' | 'server' | 'logged_out' | 'other_person' | 'not_member' | 'no_access' | 'error';

export interface Deck {
  project: DeckProject | null;
  /** The project as the person has last taken note of it: what is different now is said (`changes.ts`). */
  known: DeckProject | null;
  /** Labels whose new key they have met since. */
  learnt: readonly number[];
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
  /** What I was told of how I label, until I have taken note of it. */
  caution: string;
  /** The last of these that I have taken note of. */
  cautionRead: string;
  /** Why there are no items for me, where there are none. */
  ending: DeckEnding | null;
  /** By the server's clock, when it spoke last. */
  serverTime: string | null;
  /** What I skipped until then comes again, when nothing else is left. */
  skippedUntil: string | null;
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
  /** How long an item is held after the last word of somebody at work; null before the first item. */
  leaseMs: number | null;
  /** For the live region; `n` grows so that equal texts are read again. */
  message: { n: number; text: string };
  answered: number;
}

export const PAST_KEPT = 50;

export const emptyDeck: Deck = {
  project: null,
  known: null,
  learnt: [],
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
  caution: '',
  cautionRead: '',
  ending: null,
  serverTime: null,
  skippedUntil: null,
  refusals: [],
  isProjectStale: false,
  isSuperseded: false,
  clock: { since: null, spentMs: 0 },
  leaseMs: null,
  message: { n: 0, text: '' },
  answered: 0,
};

export const currentCard = (deck: Deck): Card | null => deck.cards[0] ?? null;

/** The item that what is chosen now is for. */
export const onScreen = (deck: Deck): number | null => currentCard(deck)?.item.id ?? null;

export const labelName = (deck: Deck, label: number | null): string =>
  label === null ? 'skipped' : (classOf(deck, label)?.name ?? `label ${label}`);

const classOf = ({ project, known }: Deck, label: number) =>
  [...(project?.labels ?? []), ...(known?.labels ?? [])].find((one) => one.id === label);

/** What is to be said of how the project has changed; empty where nothing is. */
export const newsOf = ({ project, known }: Deck): string => (project && known ? describeChanges(known, project) : '');

/** The key of this label meant something else until the project changed, and the person has not met that yet. */
export const isToLearn = ({ project, known, learnt }: Deck, label: number): boolean =>
  project !== null && known !== null && !learnt.includes(label) && labelsToLearn(known, project).includes(label);

/** Items before me that are leased to me, unanswered. */
export const currentlyHeld = (deck: Deck): number[] =>
  deck.cards.filter((card) => card.held).map((card) => card.item.id);

/** Items that are still in this browser under a lease: cards, and answers that the server has not yet seen. */
export function heldItems(deck: Deck): number[] {
  const waiting = deck.outbox.filter((one) => !one.correction).map((one) => one.answer.item);
  return [...new Set([...currentlyHeld(deck), ...waiting])];
}

/** Labels of the project with mine on top that are still on their way. */
export function labelsDone(deck: Deck): number {
  const onTheirWay = deck.outbox.filter((one) => one.answer.label !== null && !one.correction).length;
  return (deck.progress?.labels ?? 0) + onTheirWay;
}

export type SaveState = 'saved' | 'saving' | 'offline' | 'stopped';

export function saveState(deck: Deck): SaveState {
  if (deck.trouble?.kind === 'not_member' || deck.trouble?.kind === 'other_person') return 'stopped';
  if (deck.trouble) return 'offline';
  return deck.outbox.length > 0 ? 'saving' : 'saved';
}

/** Words to keep a refused answer by: on paper, in a message to the manager. */
export function describeRefusal(deck: Deck, { answer, words, detail }: Refusal): string {
  const parts = [
    `Item ${answer.item}${words?.text ? ` (${words.text})` : ''}`,
    answer.label === null ? `skipped ${answer.skip_reason}`.trim() : (words?.label ?? labelName(deck, answer.label)),
    answer.flagged ? 'flagged' : '',
    answer.comment,
    answer.answered_at,
    `not counted: ${detail}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

export const say = (deck: Deck, text: string) => ({ n: deck.message.n + 1, text });
