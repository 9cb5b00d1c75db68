/**
 * Carries answers up and items down, one exchange at a time, whenever it is worth it. Nothing waits for it.
 *
 * When: at once for the first load, for five answers, or when the deck runs low; one second after the last key press
 * for fewer answers; before leases run out; after a pause that grows while the server cannot be reached.
 */
import { MAX_ANSWERS } from '@/shared/api/constants.gen';
import { ApiError, SchemaError, describeError } from '@/shared/api/errors';
import type { DeckRequest, DeckResponse, DeckState } from '@/shared/api/schema.gen';
import { uuid } from '@/shared/lib/uuid';
import { heldItems, type Answer, type Deck, type Trouble } from './deck';
import type { DeckStore } from './store';

export const BATCH = 5;
export const QUIET_MS = 1_000;
/** Fewer than the server takes: a request that outlives the page may weigh 64 kB. */
export const ANSWERS_AT_ONCE = Math.min(100, MAX_ANSWERS);
const MAX_BACKOFF_MS = 30_000;
const DRY_POLL_S: Record<DeckState, number> = { open: 2, waiting: 15, paused: 15, budget_spent: 30, finished: 30 };

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
  private lastActive = 0;

  constructor(store: DeckStore, send: Send) {
    this.store = store;
    this.send = send;
  }

  start(): () => void {
    this.isStopped = false;
    this.lastActive = Date.now();
    const unsubscribe = this.store.subscribe(() => this.schedule());
    this.schedule();
    return () => {
      this.isStopped = true;
      clearTimeout(this.timer);
      unsubscribe();
    };
  }

  /** Somebody is at the keyboard: leases are worth renewing, at once if they ran out meanwhile. */
  noteActivity(): void {
    const now = Date.now();
    const { lease, trouble } = this.store.get();
    this.lastActive = now;
    if (lease && !trouble && now >= lease.renewedAt + lease.ms) this.poke();
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

  /** The page goes away: send what waits without waiting for the answer. It stays stored until it is confirmed. */
  flush(): void {
    const deck = this.store.get();
    if (deck.outbox.length === 0) return;
    void this.send({ ...this.build(deck), want: 0 }, true)
      .then((response) => this.store.dispatch({ type: 'received', response, now: Date.now() }))
      .catch(() => undefined);
  }

  /** Hand the leased items back, for instance before going home. Resolves when the server has them. */
  async giveBack(): Promise<void> {
    const deck = this.store.get();
    const items = deck.cards.filter((card) => card.held).map((card) => card.item.id);
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
    return this.untilRenewal(deck, now);
  }

  /** Half of the lease is a safe time to renew it; an empty chair lets it run out. */
  private untilRenewal(deck: Deck, now: number): number | null {
    if (!deck.lease) return null;
    const isAway = deck.clock.since === null || now - this.lastActive >= deck.lease.ms;
    return isAway ? null : Math.max(1_000, deck.lease.renewedAt + deck.lease.ms / 2 - now);
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
    return {
      submission: uuid(),
      answers: deck.outbox.slice(0, ANSWERS_AT_ONCE).map((one) => one.answer),
      want: deck.isSuperseded ? 0 : Math.max(0, size - deck.cards.length),
      holding: heldItems(deck),
      give_back: [],
      include_project: deck.project === null || deck.isProjectStale,
      project_version: deck.project?.version ?? null,
    };
  }
}

/** The others pass when somebody signs in again, or is let in. */
const passesByItself = (kind: Trouble) => !['logged_out', 'other_person', 'not_member', 'no_access'].includes(kind);

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
