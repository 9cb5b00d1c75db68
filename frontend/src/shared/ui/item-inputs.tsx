import { Select, TextInput } from '@mantine/core';
import type { Project } from '@/shared/api/schema.gen';
import { ROLES, STATES, asOptions, type ItemChoice } from '@/shared/lib/item-words';

interface ItemInputsProps {
  labels: Project['labels'];
  /** Nothing, and '', is any. */
  chosen: Readonly<Partial<Record<ItemChoice, string | null>>>;
  onChange: (name: ItemChoice, value: string | null) => void;
}

const orNone = (value: string | null | undefined) => (value === '' ? null : (value ?? null));

/** By what items are chosen wherever they are: all that is chosen must hold. */
export function ItemInputs({ labels, chosen, onChange }: ItemInputsProps) {
  return (
    <>
      <Select
        label="State"
        placeholder="Any state"
        data={asOptions(STATES)}
        value={orNone(chosen.state)}
        onChange={(value) => onChange('state', value)}
        clearable
      />
      <Select
        label="Label"
        placeholder="Any label"
        data={labels.map(({ name }) => name)}
        value={orNone(chosen.label)}
        onChange={(value) => onChange('label', value)}
        clearable
        searchable
      />
      <Select
        label="Role"
        placeholder="Any role"
        data={asOptions(ROLES)}
        value={orNone(chosen.role)}
        onChange={(value) => onChange('role', value)}
        clearable
      />
      <TextInput
        label="Split"
        placeholder="Any split"
        value={chosen.split ?? ''}
        onChange={(event) => onChange('split', event.currentTarget.value)}
      />
    </>
  );
}
