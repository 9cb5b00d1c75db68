import { NumberInput, type NumberInputProps } from '@mantine/core';
import type { Draft } from '@/features/benchmark/draft';
import { BOUNDS, type BoundField, type Problems } from '@/features/benchmark/draft-problems';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';

export interface FormPart {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  problems: Problems;
}

interface NumberFieldProps extends Omit<NumberInputProps, 'part' | 'onChange' | 'value' | 'error'> {
  field: BoundField;
  part: FormPart;
}

/** A number of the form with its bounds and with what is wrong about it, ours or the server's. */
export function NumberField({ field, part: { draft, change, problems }, ...rest }: NumberFieldProps) {
  const { key, from, to } = BOUNDS[field];
  return (
    <NumberInput
      min={from}
      max={to}
      clampBehavior="none"
      allowNegative={false}
      inputWrapperOrder={FIELD_ORDER}
      thousandSeparator=","
      value={draft[key]}
      error={problems[field]}
      onChange={(value) => change({ [key]: typeof value === 'number' ? value : '' })}
      {...rest}
    />
  );
}
