import { Button, Group, Select, TextInput } from '@mantine/core';
import classes from '@/features/results/results.module.css';
import type { FilterInUse } from '@/features/results/use-item-filter';
import type { Project } from '@/shared/api/schema.gen';
import { ROLES, STATES, asOptions } from '@/shared/lib/item-words';

interface ItemChoiceProps {
  labels: Project['labels'];
  filter: FilterInUse;
}

/** Which items: all that is chosen must hold. */
export function ItemChoice({ labels, filter }: ItemChoiceProps) {
  const { chosen, isAll, set, clear } = filter;
  return (
    <section aria-label="Which items">
      <Group gap="md" align="flex-end" className={classes.choice}>
        <Select
          label="Items"
          placeholder="All items"
          data={asOptions(STATES)}
          value={chosen.state ?? null}
          onChange={(value) => set('state', value)}
          clearable
        />
        <Select
          label="Label"
          placeholder="Any label"
          data={labels.map(({ name }) => name)}
          value={chosen.label ?? null}
          onChange={(value) => set('label', value)}
          clearable
          searchable
        />
        <Select
          label="Role"
          placeholder="Any role"
          data={asOptions(ROLES)}
          value={chosen.role ?? null}
          onChange={(value) => set('role', value)}
          clearable
        />
        <TextInput
          label="Split"
          placeholder="Any split"
          value={chosen.split ?? ''}
          onChange={(event) => set('split', event.currentTarget.value)}
        />
        {isAll ? null : (
          <Button variant="subtle" color="gray" onClick={clear}>
            All items
          </Button>
        )}
      </Group>
    </section>
  );
}
