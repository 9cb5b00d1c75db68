import { Button, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { DecisionToGoldByFilter, DecisionToGoldById, Project } from '@/shared/api/schema.gen';
import { DecisionForm } from '@/shared/decisions/decision-form';
import { formatPlural } from '@/shared/lib/format';
import { Dialog } from '@/shared/ui/dialog';

interface ToGoldProps {
  project: Project;
  /** By their numbers, or by what they are like. */
  chosen: Pick<DecisionToGoldById, 'ids'> | Pick<DecisionToGoldByFilter, 'items'>;
}

/** Items become gold: asked of everybody once, hidden among the others. */
export function ToGold({ project, chosen }: ToGoldProps) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Make gold…
      </Button>
      <Dialog opened={isOpen} onClose={dialog.close} title="Make items gold">
        {isOpen ? <Which project={project} chosen={chosen} onClose={dialog.close} /> : null}
      </Dialog>
    </>
  );
}

const KNOWN = 'What was decided on each, else its truth';

function Which({ project, chosen, onClose }: ToGoldProps & { onClose: () => void }) {
  const [label, setLabel] = useState<string | null>(null);
  return (
    <DecisionForm
      project={project.id}
      body={{ kind: 'to_gold', ...chosen, ...(label !== null && { label }) }}
      missing=""
      keep="Not now"
      go={(seen) => `Make ${formatPlural(seen.items, 'item')} gold`}
      onDone={(done) => {
        if (!done.left) onClose();
      }}
      onClose={onClose}
    >
      <Select
        label="Right is"
        placeholder={KNOWN}
        data={project.labels.map(({ name }) => name)}
        value={label}
        clearable
        searchable
        data-autofocus
        onChange={setLabel}
      />
    </DecisionForm>
  );
}
