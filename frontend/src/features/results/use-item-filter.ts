import type { ItemFilter } from '@/shared/api/schema.gen';
import { put, useAddress } from '@/shared/lib/address';
import { ITEM_CHOICES, isRole, isState, type ItemChoice } from '@/shared/lib/item-words';

export interface FilterInUse {
  chosen: ItemFilter;
  isAll: boolean;
  set: (name: ItemChoice, value: string | null) => void;
  clear: () => void;
}

function filterOf(params: URLSearchParams): ItemFilter {
  const state = params.get('state');
  const role = params.get('role');
  const label = params.get('label');
  const split = params.get('split');
  return {
    ...(state !== null && isState(state) && { state }),
    ...(role !== null && isRole(role) && { role }),
    ...(label ? { label } : {}),
    ...(split ? { split } : {}),
  };
}

/** Which items: it lives in the address, so that a choice can be sent to somebody. */
export function useItemFilter(): FilterInUse {
  const [params, change] = useAddress();
  const chosen = filterOf(params);
  return {
    chosen,
    isAll: Object.keys(chosen).length === 0,
    set: (name, value) => change((next) => put(next, name, value)),
    clear: () => change((next) => ITEM_CHOICES.forEach((name) => next.delete(name))),
  };
}
