/**
 * Carries answers up and items down, one exchange at a time, whenever it is worth it. Nothing waits for it.
 *
 * When: at once for the first load, for five answers, or when the deck runs low; one second after the last key press
 * for fewer answers; as a sign of life (`signs.ts`); after a pause that grows while the server cannot be reached.
 */
import { MAX_ANSWERS } from '@/shared/api/constants.gen';
import { ApiError, SchemaError, describeError } from '@/shared/api/errors';
import type { DeckRequest, DeckResponse, DeckState } from '@/shared/api/schema.gen';
import { uuid } from '@/shared/lib/uuid';
import { currentlyHeld, heldItems, type Answer, type Deck, type Trouble } from './deck';
import type { LeftItems } from './left-items';
import { SignsOfLife } from './signs';
import type { DeckStore } from './store';

export const BATCH = 5;
export const QUIET_MS = 1_000;
export const ANSWERS_AT_ONCE = Math.min(100, MAX_ANSWERS);
/** Of the answers in a request that outlives the page; the browser takes 64 kB of all such requests together. */
const LAST_WORDS_BYTES = 40_000;
const MAX_BACKOFF_MS = 30_000;
const DRY_POLL_S: Record<DeckState, number> = {
  open: 2,
  waiting: 15,
  paused: 15,
  done_here: 30,
  budget_spent: 30,
  finished: 30,
  stopped: 30,
};

/** For whom it goes is for `Send` to say. */
export type DeckBody = Omit<Required<DeckRequest>, 'person'> & { answers: Answer[] };
export type Send = (body: DeckBody, keepalive: boolean) => Promise<DeckResponse>;

export class DeckSync {
  private readonly store: DeckStore;
  private readonly send: Send;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  /** When to try again after a failure: said once, so that key presses meanwhile do not put it off. */
  private retryAt = 0;
  private isBusy = false;
  private isStopped = true;
  private readonly signs = new SignsOfLife();
  private readonly page = uuid();
  private readonly left: LeftItems;
  /** What this tab held before it was loaded anew, until the first exchange. */
  private again: number[];

  constructor(store: DeckStore, send: Send, left: LeftItems) {
    this.store = store;
    this.send = send;
    this.left = left;
    this.again = left.recall();
  }

  start(): () => void {
    this.isStopped = false;
    this.noteActivity();
    const unsubscribe = this.store.subscribe(() => this.schedule());
    this.schedule();
    return () => {
      this.isStopped = true;
      clearTimeout(this.timer);
      unsubscribe();
    };
  }

  /** Somebody is at the keyboard: leases are worth renewing, at once if they may have ended meanwhile. */
  noteActivity(): void {
    if (this.signs.noteActivity(this.store.get(), Date.now())) this.poke();
  }

  /** Somebody comes back to the page; they may have signed in again elsewhere. */
  noteReturn(): void {
    const { trouble } = this.store.get();
    this.noteActivity();
    if (trouble && !passesByItself(trouble.kind)) this.poke();
  }

  /** Try now: the network is back, or a person asked for it. */
  poke(): void {
    this.failures = 0;
    clearTimeout(this.timer);
    if (!this.isStopped) void this.exchange();
  }

  /** Nobody looks: send what waits without waiting for the answer. It stays stored until it is confirmed. */
  flush(): void {
    if (this.store.get().outbox.length > 0) this.sayLast([]);
  }

  /** The page is left: send what waits, and give back what nobody has answered. */
  leave(): void {
    const deck = this.store.get();
    const items = deck.isSuperseded ? [] : currentlyHeld(deck);
    if (items.length === 0) {
      this.flush();
      return;
    }
    this.left.remember(items);
    this.signs.noteLeft();
    this.sayLast(items);
  }

  private sayLast(items: number[]): void {
    const deck = this.store.get();
    const answers = fitting(deck.outbox.map((one) => one.answer));
    const body = { ...this.build(deck), answers, want: 0, give_back: items };
    void this.send(items.length > 0 ? { ...body, holding: [] } : body, true)
      .then((response) => this.store.dispatch({ type: 'received', response, now: Date.now() }))
      .catch(() => undefined);
  }

  /** Hand the leased items back, for instance before going home. Resolves when the server has them. */
  async giveBack(): Promise<void> {
    const deck = this.store.get();
    const items = currentlyHeld(deck);
    const body = { ...this.build(deck), want: 0, give_back: items, holding: [] };
    const response = await this.send(body, false);
    this.isStopped = true;
    this.store.dispatch({ type: 'received', response: { ...response, lost: items }, now: Date.now() });
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.isStopped || this.isBusy) return;
    const delay = this.delay(this.store.get(), Date.now());
    if (delay !== null) this.timer = setTimeout(() => void this.exchange(), delay);
  }

  private delay(deck: Deck, now: number): number | null {
    if (deck.trouble) return passesByItself(deck.trouble.kind) ? Math.max(0, this.retryAt - now) : null;
    if (deck.isSuperseded) return deck.outbox.length > 0 ? 0 : null;
    if (deck.state === null || deck.isProjectStale) return 0;
    if (deck.outbox.length > 0) return deck.outbox.length >= BATCH || isLow(deck) ? 0 : QUIET_MS;
    if (deck.cards.length === 0) return (deck.retryInS ?? DRY_POLL_S[deck.state]) * 1000;
    return this.signs.untilNext(deck, now);
  }

  private backoff(): number {
    const full = Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** (this.failures - 1));
    return full * (0.75 + Math.random() / 2);
  }

  private async exchange(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    const body = this.build(this.store.get());
    this.store.dispatch({ type: 'sending', keys: body.answers.map((answer) => answer.key) });
    try {
      const response = await this.send(body, false);
      this.failures = 0;
      this.isBusy = false;
      this.again = [];
      this.signs.noteSpoken(Date.now(), { renews: body.holding.length > 0 || body.want > 0 });
      this.store.dispatch({ type: 'received', response, now: Date.now() });
    } catch (error) {
      this.failures += 1;
      this.retryAt = Date.now() + this.backoff();
      this.isBusy = false;
      this.store.dispatch({ type: 'failed', kind: troubleOf(error), detail: describeError(error) });
    }
  }

  private build(deck: Deck): DeckBody {
    const size = deck.project?.deck_size ?? 10;
    const isAtWork = deck.cards.length === 0 || deck.outbox.length > 0 || this.signs.isAtWork(deck);
    return {
      submission: uuid(),
      page: this.page,
      answers: deck.outbox.slice(0, ANSWERS_AT_ONCE).map((one) => one.answer),
      want: deck.isSuperseded || !isAtWork ? 0 : Math.max(0, size - deck.cards.length),
      holding: isAtWork ? heldItems(deck) : [],
      again: this.again,
      give_back: [],
      skipped_until: deck.skippedUntil,
      include_project: deck.project === null || deck.isProjectStale,
      project_version: deck.project?.version ?? null,
    };
  }
}

/** The others pass when somebody signs in again, or is let in. */
const passesByItself = (kind: Trouble) => !['logged_out', 'other_person', 'not_member', 'no_access'].includes(kind);
/** The first answers, as many as fit into a request that outlives the page. */
function fitting(answers: readonly Answer[]): Answer[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const tooMany = answers.findIndex((answer) => {
    bytes += encoder.encode(JSON.stringify(answer)).length + 1;
    return bytes > LAST_WORDS_BYTES;
  });
  return answers.slice(0, tooMany < 0 ? ANSWERS_AT_ONCE : Math.min(tooMany, ANSWERS_AT_ONCE));
}

const isLow = (deck: Deck) => deck.cards.length <= (deck.project?.deck_size ?? 10) / 2;

function troubleOf(error: unknown): Trouble {
  if (error instanceof SchemaError) return 'error';
  if (!(error instanceof ApiError)) return 'offline';
  if (error.code === 'other_person') return 'other_person';
  if (error.status === 401) return 'logged_out';
  if (error.code === 'not_found') return 'not_member';
  if (error.status === 403 || error.status === 404) return 'no_access';
  return error.status >= 500 || error.status === 429 ? 'server' : 'error';
}
