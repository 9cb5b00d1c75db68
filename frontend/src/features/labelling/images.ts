import type { DeckItem } from '@/shared/api/schema.gen';

export type ImageStatus = 'loading' | 'ready' | 'failed';

interface Entry {
  element: HTMLImageElement;
  status: ImageStatus;
}

const KEPT = 40;
const SOON = 2;

/**
 * Images of the deck, fetched and decoded before they are wanted. The decoded element itself is put on screen, so the
 * browser has nothing left to do but paint it.
 */
export class DeckImages {
  private readonly entries = new Map<number, Entry>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly status = (item: DeckItem): ImageStatus => this.entries.get(item.id)?.status ?? 'loading';

  prepare(items: readonly DeckItem[]): void {
    items.forEach((item, place) => {
      this.element(item).fetchPriority = place < SOON ? 'high' : 'low';
    });
    this.forgetAllBut(new Set(items.map((item) => item.id)));
  }

  element(item: DeckItem): HTMLImageElement {
    const known = this.entries.get(item.id);
    if (known) return known.element;
    const element = new Image(item.image?.width, item.image?.height);
    element.alt = 'The item to label';
    element.decoding = 'sync';
    element.draggable = false;
    const entry: Entry = { element, status: 'loading' };
    this.entries.set(item.id, entry);
    this.load(entry, item.image?.url ?? '');
    return element;
  }

  retry(item: DeckItem): void {
    const entry = this.entries.get(item.id);
    if (entry) this.load(entry, item.image?.url ?? '');
  }

  /** After the network came back. */
  retryFailed(items: readonly DeckItem[]): void {
    for (const item of items) if (this.status(item) === 'failed') this.retry(item);
  }

  private load(entry: Entry, url: string): void {
    entry.element.removeAttribute('src');
    entry.element.src = url;
    this.become(entry, 'loading');
    entry.element.decode().then(
      () => this.become(entry, 'ready'),
      () => this.become(entry, 'failed'),
    );
  }

  private become(entry: Entry, status: ImageStatus): void {
    entry.status = status;
    for (const listener of this.listeners) listener();
  }

  private forgetAllBut(wanted: ReadonlySet<number>): void {
    for (const id of this.entries.keys()) {
      if (this.entries.size <= KEPT) return;
      if (!wanted.has(id)) this.entries.delete(id);
    }
  }
}
