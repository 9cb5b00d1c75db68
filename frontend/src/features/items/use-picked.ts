import { useState } from 'react';
import { ALL, NONE, chosenBy, toggled, upTo, withAll, type Picked } from '@/features/items/picked';
import { itemQuery, type ChosenItems } from '@/shared/api/items';
import type { Item } from '@/shared/api/schema.gen';
import type { FilterInUse } from '@/shared/items/use-filter';

export interface PickedInUse {
  picked: Picked;
  chosen: ChosenItems | null;
  /** Every item that is loaded is chosen. */
  areLoadedIn: boolean;
  toggle: (id: number) => void;
  toggleTo: (id: number) => void;
  /** All that are loaded, or none where they are. */
  toggleLoaded: () => void;
  /** All that match the filter. */
  all: () => void;
  none: () => void;
}

/** What is chosen of the items of a filter; with another filter nothing is. */
export function usePicked(choice: FilterInUse, items: readonly Item[]): PickedInUse {
  const filter = itemQuery(choice.filter).toString();
  const [stored, setStored] = useState({ filter, picked: NONE });
  const picked = stored.filter === filter ? stored.picked : NONE;
  const list = items.map(({ id }) => id);
  const areLoadedIn = picked.isAll || (list.length > 0 && list.every((id) => picked.ids.has(id)));
  const become = (next: Picked) => setStored({ filter, picked: next });
  return {
    picked,
    chosen: chosenBy(picked, choice.filter),
    areLoadedIn,
    toggle: (id) => become(toggled(picked, id)),
    toggleTo: (id) => become(upTo(picked, id, list)),
    toggleLoaded: () => become(areLoadedIn ? NONE : withAll(picked, list)),
    all: () => become(ALL),
    none: () => become(NONE),
  };
}
