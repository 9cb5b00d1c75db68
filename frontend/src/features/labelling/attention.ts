/** How long the first card was looked at: the deck's clock. */
import type { Deck } from './deck';

/** Nobody sits before a page on which nothing moves for longer than this, or nobody can tell. */
export const IDLE_MS = 120_000;

export function spentMs(deck: Deck, now: number): number {
  const { since, spentMs: before } = deck.clock;
  return since === null ? before : before + Math.min(IDLE_MS, Math.max(0, now - since));
}

/** A new first card: its time starts, unless the page is hidden. */
export const restartedClock = (deck: Deck, now: number) => ({
  since: deck.clock.since === null ? null : now,
  spentMs: 0,
});
