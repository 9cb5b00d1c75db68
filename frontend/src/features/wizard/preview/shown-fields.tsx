import { ActionIcon, Checkbox, SegmentedControl, Text, Title } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { fieldsOf } from '@/features/wizard/preview/choices';
import type { PreviewHandle } from '@/features/wizard/preview/use-preview';
import classes from '@/features/wizard/preview/preview.module.css';
import type { Kind, Preview, ShownField } from '@/shared/api/schema.gen';

interface ShownFieldsProps {
  preview: Preview;
  kind: Kind;
  handle: PreviewHandle;
}

/** The columns that annotators see beside the main content: in which order, and how. */
export function ShownFields({ preview, kind, handle: { choices, choose } }: ShownFieldsProps) {
  const fields = fieldsOf(choices, preview);
  if (fields.length === 0) return null;
  const set = (next: ShownField[]) => choose({ ...choices, fields: next });
  const change = (at: number, changes: Partial<ShownField>) =>
    set(fields.map((field, each) => (each === at ? { ...field, ...changes } : field)));
  const move = (at: number, by: number) => {
    const next = fields.filter((_, each) => each !== at);
    next.splice(at + by, 0, ...fields.slice(at, at + 1));
    set(next);
  };
  return (
    <section>
      <Title order={3} size="h3" mb={4}>
        Shown beside the {kind === 'image' ? 'image' : 'text'}
      </Title>
      <Text size="sm" c="dimmed" mb={8}>
        Headings stand above it, small print below, in this order.
      </Text>
      <ol className={classes.fields}>
        {fields.map((field, at) => (
          <li key={field.name}>
            <FieldRow
              field={field}
              isFirst={at === 0}
              isLast={at === fields.length - 1}
              canBeRead={kind === 'text'}
              onChange={(changes) => change(at, changes)}
              onMove={(by) => move(at, by)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface FieldRowProps {
  field: ShownField;
  isFirst: boolean;
  isLast: boolean;
  canBeRead: boolean;
  onChange: (changes: Partial<ShownField>) => void;
  onMove: (by: number) => void;
}

function FieldRow({ field: { name, look, read }, isFirst, isLast, canBeRead, onChange, onMove }: FieldRowProps) {
  return (
    <>
      <span className={classes.fieldName}>{name}</span>
      <SegmentedControl
        size="xs"
        aria-label={`How ${name} looks`}
        value={look}
        data={[
          { value: 'heading', label: 'Heading' },
          { value: 'small', label: 'Small print' },
        ]}
        onChange={(chosen) => onChange({ look: chosen === 'heading' ? 'heading' : 'small' })}
      />
      {canBeRead ? (
        <Checkbox
          size="xs"
          label="The model reads it"
          aria-label={`The model reads ${name}`}
          checked={read}
          onChange={(event) => onChange({ read: event.currentTarget.checked })}
        />
      ) : null}
      <span className={classes.arrows}>
        <ActionIcon variant="default" aria-label={`${name} up`} disabled={isFirst} onClick={() => onMove(-1)}>
          <ArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={`${name} down`} disabled={isLast} onClick={() => onMove(1)}>
          <ArrowDown size={16} aria-hidden />
        </ActionIcon>
      </span>
    </>
  );
}
