/**
 * What one reviewer has done on this page, as a pure reducer. Items wait in the order of the server; what is decided or
 * left for later is passed over until somebody answers it anew, and what comes back stands before all others.
 */
import type { ReviewItem } from '@/shared/api/review';

export type Judgement =
  | { kind: 'accept' }
  | { kind: 'set_aside' }
  | { kind: 'settle'; label: string }
  | { kind: 'reject'; why: string }
  | ({ kind: 'send_back'; why: string } & ({ to_answer: number } | { to_person: number }));

export interface Judged {
  /** Of this one judgement. */
  key: string;
  item: ReviewItem;
  judgement: Judgement;
  isSaved: boolean;
}

export interface Desk {
  /** The newest last. */
  past: readonly Judged[];
  /** By undo, or because it could not be saved: the newest first. */
  back: readonly ReviewItem[];
  /** Versions on which somebody else has decided. */
  gone: ReadonlySet<string>;
  /** Versions that are left for later. */
  later: ReadonlySet<string>;
  /** Undone here, and not yet at the server. */
  undoing: number;
  /** What did not work, until something else is done. */
  trouble: string | null;
  /** For the live region; `n` grows so that equal texts are read again. */
  message: { n: number; text: string };
}

export type DeskEvent =
  | { type: 'judged'; key: string; item: ReviewItem; judgement: Judgement }
  | { type: 'saved'; key: string }
  | { type: 'refused'; key: string; item: ReviewItem; detail: string; isGone: boolean }
  | { type: 'undone' }
  | { type: 'undo_saved' }
  | { type: 'undo_refused'; item: ReviewItem; detail: string }
  | { type: 'left'; item: ReviewItem }
  | { type: 'taken_up' };

export const emptyDesk: Desk = {
  past: [],
  back: [],
  gone: new Set(),
  later: new Set(),
  undoing: 0,
  trouble: null,
  message: { n: 0, text: '' },
};

export function reduce(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case 'judged':
      return {
        ...without(desk, event.item),
        past: [...desk.past, { key: event.key, item: event.item, judgement: event.judgement, isSaved: false }],
        trouble: null,
        message: say(desk, describe(event.judgement)),
      };
    case 'saved':
      return { ...desk, past: desk.past.map((one) => (one.key === event.key ? { ...one, isSaved: true } : one)) };
    case 'refused':
      return refused(desk, event);
    case 'undone':
      return undone(desk);
    case 'undo_saved':
      return { ...desk, undoing: desk.undoing - 1 };
    case 'undo_refused':
      return { ...gone(desk, event.item, event.detail), undoing: desk.undoing - 1 };
    case 'left':
      return { ...without(desk, event.item), later: new Set([...desk.later, versionOf(event.item)]), trouble: null };
    case 'taken_up':
      return { ...desk, later: new Set(), message: say(desk, 'What you left comes again.') };
  }
}

function refused(desk: Desk, { key, item, detail, isGone }: Extract<DeskEvent, { type: 'refused' }>): Desk {
  const past = desk.past.filter((one) => one.key !== key);
  if (isGone) return { ...gone(desk, item, detail), past };
  // Undone already: it is on screen again.
  if (past.length === desk.past.length) return desk;
  return { ...desk, past, back: [item, ...desk.back], trouble: detail, message: say(desk, detail) };
}

const gone = (desk: Desk, item: ReviewItem, detail: string): Desk => ({
  ...without(desk, item),
  gone: new Set([...desk.gone, versionOf(item)]),
  trouble: detail,
  message: say(desk, detail),
});

function undone(desk: Desk): Desk {
  const last = desk.past.at(-1);
  if (!last) return desk;
  return {
    ...desk,
    past: desk.past.slice(0, -1),
    back: [last.item, ...desk.back],
    undoing: desk.undoing + 1,
    trouble: null,
    message: say(desk, 'Back to the last item.'),
  };
}

/** An item is on screen once, or not at all. */
const without = (desk: Desk, { id }: ReviewItem): Desk => ({
  ...desk,
  back: desk.back.filter((item) => item.id !== id),
});

/** An item with the answers that stand on it: with others it is worth another look. */
export const versionOf = ({ id, answers }: ReviewItem): string => [id, ...answers.map((answer) => answer.id)].join(' ');

/** What waits for this reviewer, the item on screen first. items: those of the server, in their order. */
export function waitingFor(desk: Desk, items: readonly ReviewItem[]): ReviewItem[] {
  const passed = new Set([...desk.past.map(({ item }) => versionOf(item)), ...desk.gone, ...desk.later]);
  const back = new Set(desk.back.map(({ id }) => id));
  return [...desk.back, ...items.filter((item) => !passed.has(versionOf(item)) && !back.has(item.id))];
}

/** Something is on its way to the server: whoever closes the page loses it. */
export const isSending = (desk: Desk): boolean => desk.undoing > 0 || desk.past.some(({ isSaved }) => !isSaved);

/** An item whose answers amount to no label cannot be accepted; where all skipped it, it can. */
export const isTie = ({ label, votes }: Pick<ReviewItem, 'label' | 'votes'>): boolean =>
  label === null && votes.length > 0;

export function describe(judgement: Judgement): string {
  switch (judgement.kind) {
    case 'accept':
      return 'Accepted.';
    case 'settle':
      return `Settled as ${judgement.label}.`;
    case 'reject':
      return 'Rejected: it is asked again.';
    case 'send_back':
      return 'Sent back, with your note.';
    case 'set_aside':
      return 'Set aside.';
  }
}

const say = (desk: Desk, text: string) => ({ n: desk.message.n + 1, text });
