import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { ColumnConditions } from '@/features/removal/column-conditions';
import classes from '@/features/removal/removal.module.css';
import type { ChoiceInUse } from '@/features/removal/use-choice';
import type { Project } from '@/shared/api/schema.gen';
import { ROLES, STATES, asOptions } from '@/shared/lib/item-words';

interface ChoiceFormProps {
  project: Project;
  choice: ChoiceInUse;
}

const orNone = (value: string) => (value === '' ? null : value);

/** Which items go: all that is chosen must hold. */
export function ChoiceForm({ project, choice }: ChoiceFormProps) {
  const { said, set } = choice;
  return (
    <section aria-label="Which items">
      <Stack gap="md" className={classes.panel}>
        <div className={classes.choices}>
          <Select
            label="State"
            placeholder="Any state"
            data={asOptions(STATES)}
            value={orNone(said.state)}
            onChange={(value) => set('state', value)}
            clearable
          />
          <Select
            label="Label"
            placeholder="Any label"
            data={project.labels.map(({ name }) => name)}
            value={orNone(said.label)}
            onChange={(value) => set('label', value)}
            clearable
            searchable
          />
          <Select
            label="Role"
            placeholder="Any role"
            data={asOptions(ROLES)}
            value={orNone(said.role)}
            onChange={(value) => set('role', value)}
            clearable
          />
          <TextInput
            label="Split"
            placeholder="Any split"
            value={said.split}
            onChange={(event) => set('split', event.currentTarget.value)}
          />
          <TextInput
            label="Words"
            placeholder="Any text"
            value={said.text}
            onChange={(event) => set('text', event.currentTarget.value)}
          />
          <TextInput
            label="External id"
            placeholder="Any id"
            value={said.external_id}
            onChange={(event) => set('external_id', event.currentTarget.value)}
          />
        </div>
        <ColumnConditions project={project.id} conditions={choice.conditions} onChange={choice.setConditions} />
        {choice.isAll ? null : (
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={choice.clear}>
              Choose anew
            </Button>
          </Group>
        )}
      </Stack>
    </section>
  );
}
