import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import classes from '@/features/items/saved-views.module.css';
import type { Place } from '@/features/items/use-place';
import { describeError } from '@/shared/api/errors';
import { itemQuery, type ItemSort, type SaidFilter } from '@/shared/api/items';
import type { Project } from '@/shared/api/schema.gen';
import { forgetView, keepView, viewsOptions } from '@/shared/api/views';
import type { FilterInUse } from '@/shared/items/use-filter';
import { useFirstFocus } from '@/shared/lib/first-focus';

interface SavedViewsProps {
  project: Project;
  choice: FilterInUse;
  place: Place;
}

/** Filters that were kept under a name, and the one that could be. */
export function SavedViews({ project, choice, place }: SavedViewsProps) {
  const { data: views } = useQuery(viewsOptions(project.id));
  const [isNaming, setNaming] = useState(false);
  const here = addressOf({ items: choice.filter, sort: place.sort });
  if (views === undefined) return null;
  const mayKeep = project.role === 'manager' && !choice.isAll && !views.some((view) => addressOf(view) === here);
  if (views.length === 0 && !mayKeep) return null;
  return (
    <nav aria-label="Views" className={classes.bar}>
      {views.map((view) => (
        <View key={view.id} project={project} view={view} isHere={addressOf(view) === here} />
      ))}
      {mayKeep && !isNaming ? (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setNaming(true)}>
          Keep this as a view…
        </Button>
      ) : null}
      {mayKeep && isNaming ? (
        <NewView project={project.id} choice={choice} place={place} onEnd={() => setNaming(false)} />
      ) : null}
    </nav>
  );
}

/** What stands behind “?”: the same for the same items in the same order. */
function addressOf({ items, sort }: { items: SaidFilter; sort: ItemSort }): string {
  const params = itemQuery(items);
  if (sort !== 'row') params.set('sort', sort);
  params.sort();
  return params.toString();
}

interface ViewProps {
  project: Project;
  view: { id: number; name: string; items: SaidFilter; sort: ItemSort };
  isHere: boolean;
}

function View({ project, view, isHere }: ViewProps) {
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: () => forgetView(project.id, view.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['projects', project.id, 'views'] }),
  });
  return (
    <span className={classes.view} data-here={isHere || undefined}>
      <Link href={`/projects/${project.id}/items?${addressOf(view)}`} aria-current={isHere ? 'page' : undefined}>
        {view.name}
      </Link>
      {isHere && project.role === 'manager' ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={`Forget the view ${view.name}`}
          loading={forget.isPending}
          onClick={() => forget.mutate()}
        >
          <X size={12} aria-hidden />
        </ActionIcon>
      ) : null}
    </span>
  );
}

interface NewViewProps {
  project: number;
  choice: FilterInUse;
  place: Place;
  onEnd: () => void;
}

function NewView({ project, choice, place, onEnd }: NewViewProps) {
  const client = useQueryClient();
  const input = useFirstFocus<HTMLInputElement>();
  const [name, setName] = useState('');
  const keep = useMutation({
    mutationFn: () => keepView(project, { name, items: choice.filter, sort: place.sort }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['projects', project, 'views'] });
      onEnd();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== '') keep.mutate();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is a key of the fields in it
    <form onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onEnd()}>
      <Group gap="sm">
        <TextInput
          ref={input}
          aria-label="Name of the view"
          placeholder="Name of the view"
          size="xs"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={keep.isPending} disabled={name.trim() === ''}>
          Keep it
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onEnd}>
          Cancel
        </Button>
        {keep.error ? (
          <Text size="sm" c="var(--app-danger)" role="alert">
            {describeError(keep.error)}
          </Text>
        ) : null}
      </Group>
    </form>
  );
}
