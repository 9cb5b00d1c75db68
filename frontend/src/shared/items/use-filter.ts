import { FILTER_NAMES, type FilterName } from '@/shared/items/filters';
import { choiceOf, putFilter, type Choice } from '@/shared/items/read-filter';
import { useAddress } from '@/shared/lib/address';

export interface FilterInUse extends Choice {
  /** null takes it out. isTyping: it is still being typed, and no step that leads back. */
  set: (name: FilterName, value: string | readonly string[] | null, how?: { isTyping: boolean }) => void;
  clear: () => void;
}

/** The choice lives in the address: back and reload keep it, and it can be sent to somebody. */
export function useFilter(): FilterInUse {
  const [params, step] = useAddress({ isStep: true });
  const [, change] = useAddress();
  return {
    ...choiceOf(params),
    set: (name, value, how) => (how?.isTyping ? change : step)((next) => putFilter(next, name, value)),
    clear: () => step((next) => FILTER_NAMES.forEach((name) => next.delete(name))),
  };
}
