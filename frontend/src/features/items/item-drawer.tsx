import { ActionIcon, Drawer, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Keyboard, type LucideIcon } from 'lucide-react';
import { useRef } from 'react';
import { ItemActions } from '@/features/items/item-actions';
import { ItemFacts } from '@/features/items/item-facts';
import { drawerBindings, type Action } from '@/features/items/keys';
import { Notice } from '@/features/items/notice';
import type { Around } from '@/features/items/use-around';
import type { DecisionsInUse } from '@/features/items/use-decisions';
import { useKeys } from '@/features/items/use-keys';
import type { Place } from '@/features/items/use-place';
import { itemOptions } from '@/shared/api/items';
import type { Project } from '@/shared/api/schema.gen';
import { nameOf } from '@/shared/items/names';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock } from '@/shared/ui/state-block';

interface ItemDrawerProps {
  project: Project;
  /** The item that is open. */
  id: number;
  around: Around;
  place: Place;
  decisions: DecisionsInUse;
  /** A dialog over it asks something: keys are for that one. */
  isAsking: boolean;
  onAction: (action: Action) => void;
  onClose: () => void;
}

/** One item, large: arrows walk on through the list, and keys decide. */
export function ItemDrawer({ project, id, around, place, decisions, isAsking, onAction, onClose }: ItemDrawerProps) {
  const { data, error, refetch } = useQuery(itemOptions(project.id, id));
  const body = useRef<HTMLDivElement>(null);
  const mayDecide = project.role === 'manager';
  useKeys({
    // Nobody decides on what they do not see yet.
    bindings: drawerBindings(project.labels, mayDecide && data !== undefined),
    onAction,
    onConflict: decisions.say,
    within: body,
    isOn: !isAsking,
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      closeOnEscape={!isAsking}
      position="right"
      size={560}
      // The list takes the focus back, at the item that was looked at last.
      returnFocus={false}
      title={
        <Group gap="sm" wrap="nowrap">
          <span role="status">{data ? nameOf(data) : 'Item'}</span>
          <ActionIcon.Group>
            <HeadButton
              icon={ChevronLeft}
              words="The item before"
              keys="ArrowLeft k"
              isDisabled={around.before === undefined}
              onClick={() => onAction({ type: 'before' })}
            />
            <HeadButton
              icon={ChevronRight}
              words="The next item"
              keys="ArrowRight j"
              isDisabled={around.after === undefined}
              onClick={() => onAction({ type: 'next' })}
            />
          </ActionIcon.Group>
          <HeadButton icon={Keyboard} words="Keys" keys="?" onClick={() => onAction({ type: 'keys' })} />
        </Group>
      }
      closeButtonProps={{ 'aria-label': 'Close the item' }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="md" ref={body}>
        {data ? (
          <>
            {mayDecide ? <ItemActions project={project} item={data} onAction={onAction} /> : null}
            <ItemFacts key={data.id} project={project} item={data} place={place} decisions={decisions} />
          </>
        ) : error ? (
          <ErrorBlock title="The item could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : (
          <ItemSkeleton />
        )}
        <Notice decisions={decisions} />
      </Stack>
    </Drawer>
  );
}

interface HeadButtonProps {
  icon: LucideIcon;
  words: string;
  keys: string;
  isDisabled?: boolean;
  onClick: () => void;
}

function HeadButton({ icon: Icon, words, keys, isDisabled = false, onClick }: HeadButtonProps) {
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={words}
      aria-keyshortcuts={keys}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
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
