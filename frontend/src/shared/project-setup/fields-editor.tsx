import { ActionIcon, Checkbox, SegmentedControl } from '@mantine/core';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import classes from '@/shared/project-setup/fields-editor.module.css';
import type { Kind, ShownField } from '@/shared/api/schema.gen';

/** Where annotators find them. */
export const FIELDS_STAND: Record<Kind, string> = {
  image: 'All stand below it, headings first, in this order.',
  text: 'Headings stand above it, small print below, in this order.',
};

interface FieldsEditorProps {
  fields: readonly ShownField[];
  kind: Kind;
  onChange: (fields: ShownField[]) => void;
}

/** The columns that annotators see beside the main content: in which order, and how. */
export function FieldsEditor({ fields, kind, onChange }: FieldsEditorProps) {
  const change = (at: number, changes: Partial<ShownField>) =>
    onChange(fields.map((field, each) => (each === at ? { ...field, ...changes } : field)));
  const without = (at: number) => fields.filter((_, each) => each !== at);
  const move = (at: number, by: number) => {
    const next = without(at);
    next.splice(at + by, 0, ...fields.slice(at, at + 1));
    onChange(next);
  };
  return (
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
            onRemove={() => onChange(without(at))}
          />
        </li>
      ))}
    </ol>
  );
}

interface FieldRowProps {
  field: ShownField;
  isFirst: boolean;
  isLast: boolean;
  canBeRead: boolean;
  onChange: (changes: Partial<ShownField>) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

function FieldRow(props: FieldRowProps) {
  const { field, isFirst, isLast, canBeRead, onChange, onMove, onRemove } = props;
  const { name, look, read } = field;
  return (
    <>
      <span className={classes.name}>{name}</span>
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
      <span className={classes.buttons}>
        <ActionIcon variant="default" aria-label={`${name} up`} disabled={isFirst} onClick={() => onMove(-1)}>
          <ArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={`${name} down`} disabled={isLast} onClick={() => onMove(1)}>
          <ArrowDown size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={`Do not show ${name}`} onClick={onRemove}>
          <X size={16} aria-hidden />
        </ActionIcon>
      </span>
    </>
  );
}
