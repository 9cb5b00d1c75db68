/**
 * Signs of life: an open page on screen speaks often enough that the server knows it is there. Only while somebody is at
 * work before it does it also speak of what it holds, which renews the leases; an empty chair lets them run out.
 */
import type { Deck } from './deck';

/** Well below the two minutes of silence after which the server takes a page for gone. */
export const SIGN_EVERY_MS = 25_000;
const SILENT_MS = 110_000;

export class SignsOfLife {
  private activeAt = 0;
  private spokeAt = 0;
  private renewedAt = 0;
  private hasLeft = false;

  /** Somebody is at the keyboard. True: what is held may have gone to others meanwhile, so ask at once. */
  noteActivity(deck: Deck, now: number): boolean {
    this.activeAt = now;
    if (deck.leaseMs === null || deck.trouble) return false;
    return this.hasLeft || now >= this.spokeAt + SILENT_MS || now >= this.renewedAt + deck.leaseMs;
  }

  /** What was held has been given back. The page may come back all the same, from the browser's memory. */
  noteLeft(): void {
    this.hasLeft = true;
  }

  noteSpoken(now: number, { renews }: { renews: boolean }): void {
    this.spokeAt = now;
    if (!renews) return;
    this.renewedAt = now;
    this.hasLeft = false;
  }

  isAtWork(deck: Deck): boolean {
    return this.hasLeft || Math.max(this.activeAt, deck.clock.since ?? 0) > this.renewedAt;
  }

  /** Until the next sign, in ms; null while nobody can see the page, or it was left. */
  untilNext(deck: Deck, now: number): number | null {
    return this.hasLeft || deck.clock.since === null ? null : Math.max(0, this.spokeAt + SIGN_EVERY_MS - now);
  }
}
