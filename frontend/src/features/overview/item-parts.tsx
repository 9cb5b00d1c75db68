import { Text } from '@mantine/core';
import classes from '@/features/overview/item-parts.module.css';
import type { ItemCounts } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';

const PARTS: { key: Exclude<keyof ItemCounts, 'total' | 'duplicates'>; name: string }[] = [
  { key: 'answered', name: 'answered' },
  { key: 'leased', name: 'with people now' },
  { key: 'audit', name: 'audit items to come' },
  { key: 'pool', name: 'in the pool' },
  { key: 'set_aside', name: 'set aside' },
];

/** Each item is in one part, and the parts add up to all items. */
export function ItemParts({ items }: { items: ItemCounts }) {
  const parts = PARTS.filter(({ key }) => items[key] > 0);
  if (items.total === 0) return null;
  return (
    <section className={classes.parts} aria-label="Items">
      <div className={classes.strip} aria-hidden>
        {parts.map(({ key }) => (
          <span key={key} className={classes[key]} style={{ flexGrow: items[key] }} />
        ))}
      </div>
      <Text size="xs" c="dimmed" component="p" m={0}>
        {formatPlural(items.total, 'item')} ={' '}
        {parts.map(({ key, name }, at) => (
          <span key={key} className={classes.part}>
            {at === 0 ? '' : '+ '}
            <span className={`${classes.mark} ${classes[key]}`} aria-hidden />
            {formatCount(items[key])} {name}{' '}
          </span>
        ))}
      </Text>
      {items.duplicates > 0 ? (
        <Text size="xs" c="dimmed" component="p" m={0}>
          {formatPlural(items.duplicates, 'near-duplicate')} in the pool {items.duplicates === 1 ? 'is' : 'are'} not
          asked until nothing else is left.
        </Text>
      ) : null}
    </section>
  );
}
