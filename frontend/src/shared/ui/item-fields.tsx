import type { ReactNode } from 'react';
import type { SeenField } from '@/shared/api/schema.gen';
import classes from '@/shared/ui/item-fields.module.css';

interface ItemFieldsProps {
  fields: readonly SeenField[];
  /** The text or the picture. */
  children: ReactNode;
}

/** An item with the columns that are shown beside it: headings above, small print below, each in the chosen order. */
export function ItemFields({ fields, children }: ItemFieldsProps) {
  const headings = fields.filter(({ look }) => look === 'heading');
  const small = fields.filter(({ look }) => look === 'small');
  return (
    <>
      {headings.map(({ name, value }) => (
        <p key={name} dir="auto" className={classes.heading} title={name}>
          {value}
        </p>
      ))}
      {children}
      {small.length > 0 ? (
        <dl className={classes.small}>
          {small.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}
