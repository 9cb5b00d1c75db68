import classes from './item-view.module.css';
import type { DeckItem } from '@/shared/api/schema.gen';

type Field = DeckItem['fields'][number];

/** Columns that stand above the content, as headings. */
export function Headings({ fields }: { fields: readonly Field[] }) {
  return fields
    .filter(({ look }) => look === 'heading')
    .map(({ name, value }) => (
      <p key={name} dir="auto" title={name} className={classes.heading}>
        {value}
      </p>
    ));
}

/** Columns in small print, with their names. */
export function SmallPrint({ fields }: { fields: readonly Field[] }) {
  const small = fields.filter(({ look }) => look === 'small');
  if (small.length === 0) return null;
  return (
    <dl className={classes.smallPrint}>
      {small.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
