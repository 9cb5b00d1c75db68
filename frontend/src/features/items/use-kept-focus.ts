import { useEffect, useRef, type FocusEvent, type RefObject } from 'react';
import { itemAt, type ListHandle } from '@/features/items/row-keys';
import type { Item } from '@/shared/api/schema.gen';

interface KeptFocus {
  onFocus: (event: FocusEvent) => void;
  onBlur: (event: FocusEvent) => void;
}

/** Where the focused item leaves the list, the focus goes to the one that then stands in its place. */
export function useKeptFocus(list: RefObject<ListHandle | null>, items: readonly Item[]): KeptFocus {
  const focused = useRef<{ id: number; index: number } | null>(null);
  useEffect(() => {
    const was = focused.current;
    if (was === null || items.length === 0 || document.activeElement !== document.body) return;
    // A row that is only scrolled away is not drawn, and keeps its place.
    if (!items.some(({ id }) => id === was.id)) list.current?.focus(Math.min(was.index, items.length - 1));
  }, [list, items]);
  return {
    onFocus: ({ target }) => {
      const row = target.closest<HTMLElement>('[data-index]');
      const id = itemAt(target);
      focused.current = row && id !== null ? { id, index: Number(row.dataset.index) } : null;
    },
    // An element that is gone has not been left.
    onBlur: ({ target }) => {
      if (target.isConnected) focused.current = null;
    },
  };
}
