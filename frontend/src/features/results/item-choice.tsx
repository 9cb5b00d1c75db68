import { Button, Group } from '@mantine/core';
import classes from '@/features/results/results.module.css';
import type { FilterInUse } from '@/features/results/use-item-filter';
import type { Project } from '@/shared/api/schema.gen';
import { ItemInputs } from '@/shared/ui/item-inputs';

interface ItemChoiceProps {
  labels: Project['labels'];
  filter: FilterInUse;
}

/** Which items are in the file. */
export function ItemChoice({ labels, filter: { chosen, isAll, set, clear } }: ItemChoiceProps) {
  return (
    <section aria-label="Which items">
      <Group gap="md" align="flex-end" className={classes.choice}>
        <ItemInputs labels={labels} chosen={chosen} onChange={set} />
        {isAll ? null : (
          <Button variant="subtle" color="gray" onClick={clear}>
            All items
          </Button>
        )}
      </Group>
    </section>
  );
}
