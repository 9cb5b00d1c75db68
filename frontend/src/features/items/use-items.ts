import { useInfiniteQuery } from '@tanstack/react-query';
import { itemPagesOptions, type ItemSort } from '@/shared/api/items';
import type { Item, ItemFilter } from '@/shared/api/schema.gen';

// Rows before the last one that is there, at which more are fetched.
const AHEAD = 30;

export interface ItemsInUse {
  /** Those that have come so far, in their order. */
  items: Item[];
  isLoading: boolean;
  /** More are there, or may be. */
  hasMore: boolean;
  error: Error | null;
  retry: () => void;
  /** Somebody sees the items up to this one. */
  onSeen: (index: number) => void;
}

/** The items of a filter, more and more of them as somebody goes on. enabled: it can be read which items they are. */
export function useItems(project: number, filter: ItemFilter, sort: ItemSort, enabled: boolean): ItemsInUse {
  const pages = useInfiniteQuery({ ...itemPagesOptions(project, filter, sort), enabled });
  const items = once(pages.data?.pages.flatMap(({ results }) => results) ?? []);
  return {
    items,
    isLoading: pages.isPending,
    hasMore: pages.hasNextPage,
    error: pages.error,
    retry: () => void (pages.data ? pages.fetchNextPage() : pages.refetch()),
    onSeen: (index) => {
      const isNearEnd = index >= items.length - AHEAD;
      if (isNearEnd && pages.hasNextPage && !pages.isFetching && !pages.isError) void pages.fetchNextPage();
    },
  };
}

/** An item that changed its place while the pages came may come twice. */
const once = (items: readonly Item[]): Item[] => [...new Map(items.map((item) => [item.id, item])).values()];
