import { ActionIcon, Button, Group, MultiSelect, SegmentedControl, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Keyboard } from 'lucide-react';
import { Link } from 'wouter';
import { ToGold } from '@/features/items/to-gold';
import classes from '@/features/items/toolbar.module.css';
import { SORTS, type Place } from '@/features/items/use-place';
import { itemQuery } from '@/shared/api/items';
import { columnsOptions } from '@/shared/api/projects';
import type { ItemTotal, Project } from '@/shared/api/schema.gen';
import type { FilterInUse } from '@/shared/items/use-filter';
import { formatCount } from '@/shared/lib/format';
import { asOptions } from '@/shared/lib/item-words';

interface ItemToolbarProps {
  project: Project;
  choice: FilterInUse;
  place: Place;
  total: ItemTotal | undefined;
  onKeys: () => void;
}

/** How many there are, how they are shown, and what can be done with them. */
export function ItemToolbar({ project, choice, place, total, onKeys }: ItemToolbarProps) {
  const query = itemQuery(choice.filter).toString();
  const leadsTo = (page: string) => `/projects/${project.id}/${page}${query ? `?${query}` : ''}`;
  return (
    <div className={classes.bar}>
      <Text role="status" className={classes.count}>
        {total ? countWords(total, project.items) : '\u00a0'}
      </Text>
      <Group gap="sm" className={classes.choices}>
        <Select
          aria-label="Order"
          className={classes.order}
          data={asOptions(SORTS)}
          value={place.sort}
          onChange={place.setSort}
          allowDeselect={false}
        />
        <Columns project={project.id} place={place} />
        {project.kind === 'image' ? (
          <SegmentedControl
            aria-label="Shown as"
            value={place.view}
            onChange={place.setView}
            data={[
              { value: 'table', label: 'Table' },
              { value: 'grid', label: 'Grid' },
            ]}
          />
        ) : null}
      </Group>
      <ActionIcon
        variant="default"
        size="lg"
        className={classes.keys}
        aria-label="Keys"
        aria-keyshortcuts="?"
        onClick={onKeys}
      >
        <Keyboard size={16} aria-hidden />
      </ActionIcon>
      {project.role === 'manager' ? (
        <Group gap="sm">
          <Button component={Link} href={leadsTo('results')} variant="default">
            Export these
          </Button>
          <ToGold project={project} chosen={{ items: choice.filter }} />
          <Button component={Link} href={leadsTo('remove-items')} variant="subtle" color="gray">
            Remove…
          </Button>
        </Group>
      ) : null}
    </div>
  );
}

/** "18 of 2,000 items" */
function countWords({ count, is_exact: isExact }: ItemTotal, all: number): string {
  if (isExact && count === all) return `${formatCount(all)} items`;
  return `${isExact ? '' : 'about '}${formatCount(count)} of ${formatCount(all)} items`;
}

/** Of the items' own columns, which ones the table shows. */
function Columns({ project, place }: { project: number; place: Place }) {
  const { data } = useQuery(columnsOptions(project));
  const names = [...new Set([...(data?.names ?? []), ...place.columns])];
  if (names.length === 0 || place.view === 'grid') return null;
  return (
    <MultiSelect
      aria-label="Columns that are shown"
      placeholder={place.columns.length === 0 ? 'Columns' : ''}
      className={classes.columns}
      data={names}
      value={place.columns}
      onChange={place.setColumns}
      searchable
    />
  );
}
