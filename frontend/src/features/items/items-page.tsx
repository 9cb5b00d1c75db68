import { Button, Skeleton, Stack } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { ItemDrawer } from '@/features/items/item-drawer';
import { ItemGrid, ItemTable } from '@/features/items/item-table';
import type { ListHandle } from '@/features/items/row-keys';
import { SavedViews } from '@/features/items/saved-views';
import { ItemToolbar } from '@/features/items/toolbar';
import { useItems } from '@/features/items/use-items';
import { usePlace } from '@/features/items/use-place';
import { itemCountOptions } from '@/shared/api/items';
import type { Project } from '@/shared/api/schema.gen';
import { FilterBar } from '@/shared/items/filter-bar';
import { useFilter } from '@/shared/items/use-filter';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';

/** All items of a project: found, looked through, opened one by one. */
export default function ItemsPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Items"
      roles={['manager', 'reviewer']}
      closed={{ title: 'Items are for managers and reviewers', words: 'You see the items that you are asked.' }}
      skeleton={<ItemsSkeleton />}
    >
      {(project) => (project.items === 0 ? <NoItems project={project} /> : <Items project={project} />)}
    </ProjectPage>
  );
}

function NoItems({ project: { id, role } }: { project: Project }) {
  const add = (
    <Button component={Link} href={`/projects/${id}/add-data`} variant="default">
      Add data
    </Button>
  );
  return (
    <StateBlock title="No items yet" action={role === 'manager' ? add : undefined}>
      They appear here as soon as data are imported.
    </StateBlock>
  );
}

function Items({ project }: { project: Project }) {
  const choice = useFilter();
  const place = usePlace();
  const isClear = choice.problem === null;
  const items = useItems(project.id, choice.filter, place.sort, isClear);
  const count = useQuery({ ...itemCountOptions(project.id, choice.filter), enabled: isClear });
  const { ref, width } = useElementSize();
  const list = useRef<ListHandle>(null);
  const isGrid = project.kind === 'image' && place.view === 'grid';
  const shared = { project, items, place, total: count.data?.count, handle: list };
  const close = () => {
    const index = items.items.findIndex(({ id }) => id === place.item);
    place.goTo(null);
    // The drawer keeps the focus until it is gone.
    requestAnimationFrame(() => list.current?.focus(Math.max(0, index)));
  };
  return (
    <Stack gap="md">
      {isClear ? <SavedViews project={project} choice={choice} place={place} /> : null}
      <FilterBar project={project} choice={choice} />
      {isClear ? (
        <>
          <ItemToolbar project={project} choice={choice} place={place} total={count.data} />
          <div ref={ref}>
            {items.items.length > 0 ? (
              isGrid ? (
                <ItemGrid {...shared} width={width || document.body.clientWidth} />
              ) : (
                <ItemTable {...shared} />
              )
            ) : null}
          </div>
          <Foot items={items} isAll={choice.isAll} onClear={choice.clear} />
        </>
      ) : null}
      {place.item === null ? null : (
        <ItemDrawer project={project} id={place.item} items={items} place={place} onClose={close} />
      )}
    </Stack>
  );
}

interface FootProps {
  items: ReturnType<typeof useItems>;
  isAll: boolean;
  onClear: () => void;
}

/** What comes after the items that are there. */
function Foot({ items: { items, isLoading, hasMore, error, retry, onSeen }, isAll, onClear }: FootProps) {
  // Pages come without any item where few match: nothing is on screen that would ask for the next one.
  useEffect(() => {
    if (items.length === 0) onSeen(0);
  });
  if (error) {
    return <ErrorBlock title="The items could not be loaded" error={error} onRetry={retry} />;
  }
  if (isLoading) return <RowsSkeleton />;
  if (hasMore) {
    return (
      <LoadingStack gap={1} words={items.length === 0 ? 'Looking through the items' : 'More items come'}>
        <Skeleton h={64} />
      </LoadingStack>
    );
  }
  if (items.length > 0) return null;
  return (
    <div role="status">
      <StateBlock
        title="No item matches"
        action={
          isAll ? undefined : (
            <Button variant="default" onClick={onClear}>
              All items
            </Button>
          )
        }
      >
        All that is chosen must hold. Choose less to find more.
      </StateBlock>
    </div>
  );
}

function ItemsSkeleton() {
  return (
    <Stack gap="md">
      <Skeleton h={36} w="60%" />
      <RowsSkeleton />
    </Stack>
  );
}

const ROWS = [0, 1, 2, 3, 4, 5, 6, 7];

function RowsSkeleton() {
  return (
    <LoadingStack gap={1} words="Loading the items">
      {ROWS.map((row) => (
        <Skeleton key={row} h={63} />
      ))}
    </LoadingStack>
  );
}
