import type { KeyboardEvent } from 'react';
import { parseId } from '@/shared/lib/address';

export interface ListHandle {
  /** Puts the focus on the item at this place of the list. */
  focus: (index: number) => void;
}

/** The place of the item to which a key goes on, in a list with so many in a line; null: it is none of these keys. */
export function nextIndex(event: KeyboardEvent, count: number, across = 1): number | null {
  const step = stepOf(event, across);
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
  if (step === 0 || row === null) return null;
  event.preventDefault();
  const next = Number(row.dataset.index) + step;
  return next >= 0 && next < count ? next : null;
}

/** The number of the item in whose row, or on whose tile, something stands. */
export function itemAt(element: Element | null): number | null {
  return parseId(element?.closest<HTMLElement>('[data-item]')?.dataset.item ?? null);
}

function stepOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, across: number): number {
  if (ctrlKey || metaKey || altKey) return 0;
  if (key === 'ArrowDown') return across;
  if (key === 'ArrowUp') return -across;
  if (key === 'j' || (key === 'ArrowRight' && across > 1)) return 1;
  return key === 'k' || (key === 'ArrowLeft' && across > 1) ? -1 : 0;
}
