import { useSearchParams } from 'wouter';
import type { ItemFilter } from '@/shared/api/schema.gen';
import { isRole, isState } from '@/shared/lib/item-words';

export interface FilterInUse {
  chosen: ItemFilter;
  isAll: boolean;
  set: (name: keyof ItemFilter, value: string | null) => void;
  clear: () => void;
}

const NAMES = ['state', 'label', 'role', 'split'] as const;

export function filterOf(params: URLSearchParams): ItemFilter {
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
  const [params, setParams] = useSearchParams();
  const chosen = filterOf(params);
  const change = (changes: Partial<Record<keyof ItemFilter, string | null>>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return {
    chosen,
    isAll: Object.keys(chosen).length === 0,
    set: (name, value) => change({ [name]: value }),
    clear: () => change(Object.fromEntries(NAMES.map((name) => [name, null]))),
  };
}
