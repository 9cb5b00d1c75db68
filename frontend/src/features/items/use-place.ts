import { useLocation } from 'wouter';
import type { ItemSort } from '@/shared/api/items';
import { parseId, put, useAddress } from '@/shared/lib/address';

export const SORTS = {
  row: 'As they came',
  '-row': 'The newest first',
  '-answered': 'Answered last',
  answered: 'Answered first',
  rank: 'As the queue asks them',
  '-rank': 'Asked last by the queue',
  probability: 'Model least sure',
  '-probability': 'Model most sure',
  suspected: 'Most suspected first',
  '-suspected': 'Least suspected first',
  '-answers': 'Most labels',
  answers: 'Fewest labels',
  external_id: 'External id',
  '-external_id': 'External id, from the end',
} as const satisfies Record<ItemSort, string>;

const isSort = (text: string): text is ItemSort => Object.hasOwn(SORTS, text);

export type View = 'table' | 'grid';

/** How the items are shown, and which of them is open; which items they are says the filter beside it. */
export interface Place {
  sort: ItemSort;
  view: View;
  /** The item that is open. */
  item: number | null;
  /** Of the items' own columns, those that are shown. */
  columns: string[];
  setSort: (sort: string | null) => void;
  setView: (view: string) => void;
  setColumns: (columns: readonly string[]) => void;
  /** The address at which an item is open. */
  hrefOf: (item: number) => string;
  /** Goes on to another item, or (null) closes the one that is open. */
  goTo: (item: number | null) => void;
}

/** All of it lives in the address. */
export function usePlace(): Place {
  const [location] = useLocation();
  const [params, change] = useAddress();
  const sort = params.get('sort') ?? '';
  const set = (name: string, value: string | null) => change((next) => put(next, name, value));
  return {
    sort: isSort(sort) ? sort : 'row',
    view: params.get('view') === 'grid' ? 'grid' : 'table',
    item: parseId(params.get('item')),
    columns: params.getAll('show'),
    setSort: (chosen) => set('sort', chosen === 'row' ? null : chosen),
    setView: (view) => set('view', view === 'grid' ? view : null),
    setColumns: (columns) =>
      change((next) => {
        next.delete('show');
        for (const column of columns) next.append('show', column);
      }),
    hrefOf: (id) => {
      const next = new URLSearchParams(params);
      next.set('item', String(id));
      return `${location}?${next.toString()}`;
    },
    goTo: (id) => set('item', id === null ? null : String(id)),
  };
}
