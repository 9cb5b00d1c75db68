import { Button, Text } from '@mantine/core';
import { Link } from 'wouter';
import classes from '@/features/items/bulk-bar.module.css';
import { DEED_NAMES, DEEDS, type Deed } from '@/features/items/keys';
import { isNone } from '@/features/items/picked';
import type { PickedInUse } from '@/features/items/use-picked';
import { MAX_FILTER_IDS } from '@/shared/api/constants.gen';
import type { ItemTotal } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';

interface BulkBarProps {
  picks: PickedInUse;
  /** Of all that match; not yet known, or no filter says which they are. */
  total: ItemTotal | undefined;
  /** Where the chosen items are exported; null: too many are named one by one. */
  exportHref: string | null;
  onDeed: (deed: Deed) => void;
}

/** How many are chosen, and what can be done with them. */
export function BulkBar({ picks, total, exportHref, onDeed }: BulkBarProps) {
  if (isNone(picks.picked)) return null;
  const { isAll, ids } = picks.picked;
  const mayWiden = !isAll && total !== undefined && total.count > ids.size;
  return (
    <section aria-label="Chosen items" className={classes.bar}>
      <div className={classes.which}>
        <Text size="sm" fw={600} role="status">
          {isAll ? `${allWords(total)} chosen` : `${formatPlural(ids.size, 'item')} chosen`}
        </Text>
        {mayWiden ? (
          <Button variant="subtle" size="compact-sm" aria-keyshortcuts="Control+A" onClick={picks.all}>
            {allWords(total)}
          </Button>
        ) : null}
        <Button variant="subtle" color="gray" size="compact-sm" aria-keyshortcuts="Escape" onClick={picks.none}>
          None
        </Button>
      </div>
      <div className={classes.deeds}>
        {DEED_NAMES.filter((deed) => deed !== 'remove').map((deed) => (
          <Button key={deed} variant="default" onClick={() => onDeed(deed)}>
            {DEEDS[deed].words}
          </Button>
        ))}
        {exportHref === null ? null : (
          <Button component={Link} href={exportHref} variant="default">
            Export these
          </Button>
        )}
        <Button variant="outline" color="danger" onClick={() => onDeed('remove')}>
          {DEEDS.remove.words}
        </Button>
      </div>
      {exportHref === null ? (
        <Text size="xs" c="dimmed">
          To export more than {MAX_FILTER_IDS}, choose them by a filter.
        </Text>
      ) : null}
    </section>
  );
}

/** "All 1,204 that match" */
function allWords(total: ItemTotal | undefined): string {
  if (total === undefined) return 'All that match';
  return `All ${total.is_exact ? '' : 'of about '}${formatCount(total.count)} that match`;
}
