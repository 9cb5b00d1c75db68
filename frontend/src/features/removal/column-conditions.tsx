import { ActionIcon, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { HOWS, isHow, type Condition } from '@/features/removal/conditions';
import classes from '@/features/removal/removal.module.css';
import { MAX_COLUMN_CONDITIONS } from '@/shared/api/constants.gen';
import { describeError } from '@/shared/api/errors';
import { columnsOptions } from '@/shared/api/projects';
import { asOptions } from '@/shared/lib/item-words';
import { Problem } from '@/shared/ui/problem';

interface ColumnConditionsProps {
  project: number;
  conditions: readonly Condition[];
  onChange: (conditions: readonly Condition[]) => void;
}

/** Of the items' own columns, as their file brought them. */
export function ColumnConditions({ project, conditions, onChange }: ColumnConditionsProps) {
  const { data, error } = useQuery(columnsOptions(project));
  const [added, setAdded] = useState<number | null>(null);
  const names = data?.names ?? [];
  const add = (column: string | null) => {
    if (column === null) return;
    setAdded(conditions.length);
    onChange([...conditions, { column, how: '=', value: '' }]);
  };
  return (
    <Stack gap="sm">
      {conditions.map((condition, at) => (
        <ColumnCondition
          // Conditions have no name of their own, and several may be of one column.
          key={at}
          condition={condition}
          isNew={at === added}
          onChange={(changed) => onChange(conditions.with(at, changed))}
          onRemove={() => onChange(conditions.toSpliced(at, 1))}
        />
      ))}
      <Problem error={error && `The columns could not be loaded. ${describeError(error)}`} />
      {names.length === 0 || conditions.length >= MAX_COLUMN_CONDITIONS ? null : (
        <Select
          className={classes.column}
          label="By a column"
          placeholder="Choose a column"
          searchable
          data={names}
          value={null}
          onChange={add}
        />
      )}
    </Stack>
  );
}

interface ColumnConditionProps {
  condition: Condition;
  /** It has just been added: its value is what comes next. */
  isNew: boolean;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

function ColumnCondition({ condition, isNew, onChange, onRemove }: ColumnConditionProps) {
  const { column, how, value } = condition;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) input.current?.focus();
  }, [isNew]);
  return (
    <div role="group" aria-label={`Column ${column}`} className={classes.condition}>
      <Text size="sm" fw={600} className={classes.name}>
        {column}
      </Text>
      <Select
        aria-label={`How ${column} is compared`}
        data={asOptions(HOWS)}
        value={how}
        allowDeselect={false}
        onChange={(chosen) => chosen !== null && isHow(chosen) && onChange({ ...condition, how: chosen })}
      />
      <TextInput
        aria-label={`Value of ${column}`}
        placeholder="Value"
        value={value}
        ref={input}
        onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
      />
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Take out ${column}`} onClick={onRemove}>
        <X size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
