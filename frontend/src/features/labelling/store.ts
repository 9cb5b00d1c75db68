import { emptyDeck, type Deck } from './deck';
import type { Outbox } from './outbox';
import { reduce, type DeckEvent } from './reduce';

/** The deck outside React: every event is reduced, made durable, then told to whoever listens. */
export class DeckStore {
  private deck: Deck = emptyDeck;
  private readonly listeners = new Set<() => void>();
  private readonly outbox: Outbox;
  /** False once the browser refused to keep an answer: then an open tab is all there is. */
  isDurable = true;

  constructor(outbox: Outbox) {
    this.outbox = outbox;
    this.deck = reduce(emptyDeck, this.restored());
    this.dispatch({ type: 'taken_up_again' });
  }

  readonly get = (): Deck => this.deck;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly dispatch = (event: DeckEvent): void => {
    const before = this.deck;
    this.deck = reduce(before, event);
    if (this.deck === before) return;
    this.persist(before);
    for (const listener of this.listeners) listener();
  };

  /** Answers that another tab left behind. */
  reload(): void {
    this.dispatch(this.restored());
  }

  private restored(): DeckEvent {
    return { type: 'restored', waiting: this.outbox.load(), refusals: this.outbox.loadRefusals() };
  }

  private persist(before: Deck): void {
    this.persistRefusals(before);
    if (before.outbox === this.deck.outbox) return;
    const had = new Set(before.outbox.map((one) => one.answer.key));
    const has = new Set(this.deck.outbox.map((one) => one.answer.key));
    for (const one of this.deck.outbox) if (!had.has(one.answer.key)) this.isDurable = this.outbox.put(one);
    for (const key of had) if (!has.has(key)) this.outbox.remove(key);
  }

  private persistRefusals({ refusals: had }: Deck): void {
    const has = this.deck.refusals;
    if (had === has) return;
    for (const one of has) if (!had.includes(one)) this.outbox.putRefusal(one);
    for (const one of had) if (!has.includes(one)) this.outbox.removeRefusal(one.answer.key);
  }
}
