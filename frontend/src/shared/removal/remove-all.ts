import { removeItems, type ChosenItems } from '@/shared/api/items';
import type { ItemRemoval, ItemTotal } from '@/shared/api/schema.gen';

/** What somebody has looked at and wants to go. */
export interface Plan {
  chosen: ChosenItems;
  /** How many go in one request. */
  step: number;
  /** All of them; null where they are too many to be counted. */
  total: number | null;
}

export interface Outcome {
  gone: number;
  isStopped: boolean;
}

export interface Watch {
  onGone: (gone: number) => void;
  /** Asked between two requests. */
  isStopWanted: () => boolean;
}

/** seen: the dry run. count: of the same items; it matters where one request does not take all of them. */
export function planOf(chosen: ChosenItems, seen: ItemRemoval, count: ItemTotal): Plan {
  const counted = count.is_exact ? Math.max(count.count, seen.items) : null;
  return { chosen, step: seen.items, total: seen.left ? counted : seen.items };
}

/** Request by request, until no items are left or somebody stops it; each says how many it expects. */
export async function removeAll(project: number, plan: Plan, { onGone, isStopWanted }: Watch): Promise<Outcome> {
  let gone = 0;
  for (;;) {
    const expected = expectedAfter(gone, plan);
    const went = await removeItems(project, { ...plan.chosen, ...(expected !== null && { expected }) });
    gone += went.items;
    onGone(gone);
    // Whatever came in meanwhile has not been looked at.
    const isThrough = !went.left || went.items === 0 || gone >= (plan.total ?? Infinity);
    if (isThrough || isStopWanted()) return { gone, isStopped: !isThrough };
  }
}

function expectedAfter(gone: number, { step, total }: Plan): number | null {
  if (total === null) return gone === 0 ? step : null;
  return Math.min(step, total - gone);
}
