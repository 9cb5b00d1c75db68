import { Button, Group, Stack, TextInput } from '@mantine/core';
import { ColumnConditions } from '@/features/removal/column-conditions';
import classes from '@/features/removal/removal.module.css';
import type { ChoiceInUse } from '@/features/removal/use-choice';
import type { Project } from '@/shared/api/schema.gen';
import boxes from '@/shared/ui/boxes.module.css';
import { ItemInputs } from '@/shared/ui/item-inputs';

interface ChoiceFormProps {
  project: Project;
  choice: ChoiceInUse;
}

/** Which items go: all that is chosen must hold. */
export function ChoiceForm({ project, choice }: ChoiceFormProps) {
  const { said, set } = choice;
  return (
    <section aria-label="Which items">
      <Stack gap="md" className={boxes.panel}>
        <div className={classes.choices}>
          <ItemInputs labels={project.labels} chosen={said} onChange={set} />
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
