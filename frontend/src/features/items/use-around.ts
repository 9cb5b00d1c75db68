import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ItemsInUse } from '@/features/items/use-items';
import { itemOptions } from '@/shared/api/items';

export interface Around {
  /** The open item's place in the list, or where it stood before it left it; -1: it never was there. */
  index: number;
  before: number | undefined;
  after: number | undefined;
}

/** What stands around the open item in the list; what comes next is fetched beforehand. */
export function useAround(project: number, open: number | null, { items, onSeen }: ItemsInUse): Around {
  const client = useQueryClient();
  const at = items.findIndex((item) => item.id === open);
  const [last, setLast] = useState({ open, at });
  // What is decided on an item may take it out of the list: its neighbours stay where they are.
  const isGone = at < 0 && last.open === open;
  if (!isGone && (last.open !== open || last.at !== at)) setLast({ open, at });
  const index = isGone ? last.at : at;
  const after = index < 0 ? undefined : items[isGone ? index : index + 1]?.id;
  useEffect(() => {
    if (after === undefined) return;
    // What fails here is asked for again, and said, when somebody goes there.
    client.query(itemOptions(project, after)).catch(() => undefined);
  }, [client, project, after]);
  useEffect(() => {
    if (open !== null) onSeen(index);
  });
  return { index, before: index < 0 ? undefined : items[index - 1]?.id, after };
}
