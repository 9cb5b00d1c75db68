import type { SeenField } from '@/shared/api/schema.gen';
import classes from '@/shared/ui/item-fields.module.css';

interface FieldsProps {
  fields: readonly SeenField[];
}

/** Columns that stand above an item's text or picture. */
export function Headings({ fields }: FieldsProps) {
  return fields
    .filter(({ look }) => look === 'heading')
    .map(({ name, value }) => (
      <p key={name} dir="auto" title={name} className={classes.heading}>
        {value}
      </p>
    ));
}

/** Columns in small print below it, with their names. */
export function SmallPrint({ fields }: FieldsProps) {
  const small = fields.filter(({ look }) => look === 'small');
  if (small.length === 0) return null;
  return (
    <dl className={classes.small}>
      {small.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
