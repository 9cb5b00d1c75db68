import { Button, Skeleton, Stack } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ComponentProps, type RefObject } from 'react';
import { Link } from 'wouter';
import { BulkBar } from '@/features/items/bulk-bar';
import classes from '@/features/items/bulk-bar.module.css';
import { DeedDialogs } from '@/features/items/deed-dialogs';
import { ItemDrawer } from '@/features/items/item-drawer';
import { ItemGrid, ItemTable } from '@/features/items/item-table';
import { Notice } from '@/features/items/notice';
import type { ListHandle } from '@/features/items/row-keys';
import { SavedViews } from '@/features/items/saved-views';
import { ItemToolbar } from '@/features/items/toolbar';
import { useDeeds } from '@/features/items/use-deeds';
import { useItems } from '@/features/items/use-items';
import { useKeptFocus } from '@/features/items/use-kept-focus';
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
  const list = useRef<ListHandle>(null);
  const deeds = useDeeds({ project, choice, place, items, list });
  const { around, decisions, picks } = deeds;
  const close = () => {
    place.goTo(null);
    deeds.focusList(around.index);
  };
  return (
    <Stack gap="md">
      {isClear ? <SavedViews project={project} choice={choice} place={place} /> : null}
      <FilterBar project={project} choice={choice} />
      {isClear ? (
        <>
          <ItemToolbar project={project} choice={choice} place={place} total={count.data} onKeys={deeds.help} />
          <List project={project} place={place} items={items} picks={picks} total={count.data?.count} handle={list} />
          <Foot items={items} isAll={choice.isAll} onClear={choice.clear} />
        </>
      ) : null}
      {place.item === null ? (
        <div className={classes.dock}>
          <Notice decisions={decisions} />
          {picks && isClear ? (
            <BulkBar
              picks={picks}
              total={choice.isAll ? undefined : count.data}
              exportHref={deeds.exportHref}
              onDeed={(deed) => deeds.act({ type: 'deed', deed })}
            />
          ) : null}
        </div>
      ) : (
        <ItemDrawer
          project={project}
          id={place.item}
          around={around}
          place={place}
          decisions={decisions}
          isAsking={deeds.isAsking}
          onAction={deeds.act}
          onClose={close}
        />
      )}
      <DeedDialogs project={project} deeds={deeds} />
    </Stack>
  );
}

interface ListProps extends Omit<ComponentProps<typeof ItemTable>, 'handle'> {
  handle: RefObject<ListHandle | null>;
}

/** The items as a table, or pictures side by side. */
function List({ project, place, items, handle, ...rest }: ListProps) {
  const { ref, width } = useElementSize();
  const kept = useKeptFocus(handle, items.items);
  const isGrid = project.kind === 'image' && place.view === 'grid';
  const shared = { project, place, items, handle, ...rest };
  return (
    <div ref={ref} {...kept}>
      {items.items.length === 0 ? null : isGrid ? (
        <ItemGrid {...shared} width={width || document.body.clientWidth} />
      ) : (
        <ItemTable {...shared} />
      )}
    </div>
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
