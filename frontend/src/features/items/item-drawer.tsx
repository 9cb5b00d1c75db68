import { ActionIcon, Drawer, Group, Skeleton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { ItemFacts } from '@/features/items/item-facts';
import { nameOf } from '@/features/items/item-words';
import type { ItemsInUse } from '@/features/items/use-items';
import type { Place } from '@/features/items/use-place';
import { itemOptions } from '@/shared/api/items';
import type { Project } from '@/shared/api/schema.gen';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock } from '@/shared/ui/state-block';

interface ItemDrawerProps {
  project: Project;
  /** The item that is open. */
  id: number;
  items: ItemsInUse;
  place: Place;
  onClose: () => void;
}

/** One item, large; arrows walk on through the list. */
export function ItemDrawer({ project, id, items, place, onClose }: ItemDrawerProps) {
  const { data, error, refetch } = useQuery(itemOptions(project.id, id));
  const around = useAround(project.id, id, items);
  const go = (to: number | undefined) => {
    if (to !== undefined) place.goTo(to);
  };
  const back = () => go(around.before);
  const on = () => go(around.after);
  useHotkeys([
    ['ArrowLeft', back],
    ['k', back],
    ['ArrowRight', on],
    ['j', on],
  ]);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      // The list takes the focus back, at the item that was looked at last.
      returnFocus={false}
      title={
        <Group gap="sm" wrap="nowrap">
          <span role="status">{data ? nameOf(data) : 'Item'}</span>
          <ActionIcon.Group>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label="The item before"
              aria-keyshortcuts="ArrowLeft k"
              disabled={around.before === undefined}
              onClick={back}
            >
              <ChevronLeft size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label="The next item"
              aria-keyshortcuts="ArrowRight j"
              disabled={around.after === undefined}
              onClick={on}
            >
              <ChevronRight size={16} aria-hidden />
            </ActionIcon>
          </ActionIcon.Group>
        </Group>
      }
      closeButtonProps={{ 'aria-label': 'Close the item' }}
      transitionProps={{ duration: 0 }}
    >
      {data ? (
        <ItemFacts key={data.id} project={project} item={data} place={place} />
      ) : error ? (
        <ErrorBlock title="The item could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <ItemSkeleton />
      )}
    </Drawer>
  );
}

/** The items before and after one in the list; what comes next is fetched beforehand. */
function useAround(project: number, id: number, { items, onSeen }: ItemsInUse) {
  const client = useQueryClient();
  const at = items.findIndex((item) => item.id === id);
  const after = at < 0 ? undefined : items[at + 1]?.id;
  useEffect(() => {
    if (after === undefined) return;
    // What fails here is asked for again, and said, when somebody goes there.
    client.query(itemOptions(project, after)).catch(() => undefined);
  }, [client, project, after]);
  useEffect(() => onSeen(at));
  return { before: at < 0 ? undefined : items[at - 1]?.id, after };
}

function ItemSkeleton() {
  return (
    <LoadingStack gap="md" words="Loading the item">
      <Skeleton h={240} />
      <Skeleton h={20} />
      <Skeleton h={20} w="70%" />
    </LoadingStack>
  );
}
