import type { ChosenItems } from '@/shared/api/items';
import type { ItemFilter } from '@/shared/api/schema.gen';

/** Which items somebody has chosen to do something with them. */
export interface Picked {
  /** All that match the filter, those among them that are not loaded. */
  isAll: boolean;
  ids: ReadonlySet<number>;
  /** The one from which a range begins. */
  last: number | null;
}

export const NONE: Picked = { isAll: false, ids: new Set(), last: null };
export const ALL: Picked = { isAll: true, ids: new Set(), last: null };

export const isNone = ({ isAll, ids }: Picked) => !isAll && ids.size === 0;
export const isPicked = ({ isAll, ids }: Picked, id: number) => isAll || ids.has(id);

/** One more, or one less. Of all that match none can be left out: that would be another filter. */
export function toggled(picked: Picked, id: number): Picked {
  if (picked.isAll) return picked;
  const ids = new Set(picked.ids);
  if (!ids.delete(id)) ids.add(id);
  return { isAll: false, ids, last: id };
}

/** All from the one that was chosen last up to this one, in the order of the list. */
export function upTo(picked: Picked, id: number, list: readonly number[]): Picked {
  if (picked.isAll) return picked;
  const from = picked.last === null ? -1 : list.indexOf(picked.last);
  const to = list.indexOf(id);
  const range = from < 0 || to < 0 ? [id] : list.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { isAll: false, ids: new Set([...picked.ids, ...range]), last: id };
}

export const withAll = (picked: Picked, list: readonly number[]): Picked => ({
  isAll: false,
  ids: new Set([...picked.ids, ...list]),
  last: picked.last,
});

/** As requests say it; null where nothing is chosen. */
export function chosenBy(picked: Picked, filter: ItemFilter): ChosenItems | null {
  if (isNone(picked)) return null;
  return picked.isAll ? { items: filter } : { ids: [...picked.ids] };
}
