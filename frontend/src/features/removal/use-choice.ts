import { parseCondition, writeCondition, type Condition } from '@/features/removal/conditions';
import type { ItemFilter } from '@/shared/api/schema.gen';
import { put, useAddress } from '@/shared/lib/address';
import { ITEM_CHOICES, isRole, isState } from '@/shared/lib/item-words';

const NAMES = [...ITEM_CHOICES, 'text', 'external_id'] as const;
export type ChoiceName = (typeof NAMES)[number];

export interface Choice {
  /** As it stands in the address, also where it is not whole yet. */
  said: Record<ChoiceName, string>;
  conditions: Condition[];
  filter: ItemFilter;
  /** All items: nothing is chosen. */
  isAll: boolean;
  /** Why these would be other items than the address says. */
  problem: string | null;
}

/** Which items an address means. */
export function choiceOf(params: URLSearchParams): Choice {
  const said = Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ''])) as Record<ChoiceName, string>;
  const columns = params.getAll('column');
  const conditions = columns.map(parseCondition).filter((condition) => condition !== null);
  const filter = filterOf(said, conditions);
  const problem = problemOf(said, conditions, conditions.length < columns.length);
  return { said, conditions, filter, isAll: problem === null && Object.keys(filter).length === 0, problem };
}

/** Blanks alone choose nothing, here as on the server. */
function filterOf(said: Record<ChoiceName, string>, conditions: Condition[]): ItemFilter {
  const { state, role, ...words } = said;
  const column = conditions.filter(isWhole).map(writeCondition);
  return {
    ...(isState(state) && { state }),
    ...(isRole(role) && { role }),
    ...Object.fromEntries(Object.entries(words).filter(([, value]) => value.trim() !== '')),
    ...(column.length > 0 && { column }),
  };
}

const isWhole = ({ value }: Condition) => value.trim() !== '';

function problemOf(said: Record<ChoiceName, string>, conditions: Condition[], hasUnread: boolean): string | null {
  const { state, role } = said;
  if (state !== '' && !isState(state)) return `The address asks for items in the state “${state}”, which there is not.`;
  if (role !== '' && !isRole(role)) return `The address asks for items in the role “${role}”, which there is not.`;
  if (hasUnread) return 'The address says something of a column that cannot be read.';
  const open = conditions.find((condition) => !isWhole(condition));
  return open ? `Say what “${open.column}” has to be, or take it out.` : null;
}

export interface ChoiceInUse extends Choice {
  set: (name: ChoiceName, value: string | null) => void;
  setConditions: (conditions: readonly Condition[]) => void;
  clear: () => void;
}

/** The choice lives in the address: back and reload keep it, and it can be sent to somebody. */
export function useChoice(): ChoiceInUse {
  const [params, change] = useAddress();
  return {
    ...choiceOf(params),
    set: (name, value) => change((next) => put(next, name, value)),
    setConditions: (conditions) =>
      change((next) => {
        next.delete('column');
        for (const condition of conditions) next.append('column', writeCondition(condition));
      }),
    clear: () => change((next) => [...NAMES, 'column'].forEach((name) => next.delete(name))),
  };
}
