import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import classes from '@/features/removal/removal.module.css';
import { firstItemsOptions, itemCountOptions } from '@/shared/api/items';
import type { Item, ItemFilter, ItemTotal, Project } from '@/shared/api/schema.gen';
import { nameOf } from '@/shared/items/names';
import { useFirstFocus } from '@/shared/lib/first-focus';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { STATES } from '@/shared/lib/item-words';
import type { Outcome } from '@/shared/removal/remove-all';
import boxes from '@/shared/ui/boxes.module.css';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';

const SHOWN = 5;

interface MatchingItemsProps {
  project: Project;
  filter: ItemFilter;
  /** Another choice is being made: what stands here is of the one before. */
  isBehind: boolean;
  onAsk: () => void;
}

/** How many would go, the first of them, and the button that asks. */
export function MatchingItems({ project, filter, isBehind, onAsk }: MatchingItemsProps) {
  const count = useQuery(itemCountOptions(project.id, filter));
  const first = useQuery(firstItemsOptions(project.id, filter, SHOWN));
  const error = count.error ?? first.error;
  if (error) {
    const retry = () => void Promise.all([count.refetch(), first.refetch()]);
    return <ErrorBlock title="The items could not be found" error={error} onRetry={retry} />;
  }
  if (!count.data || !first.data) return <MatchingSkeleton />;
  if (first.data.results.length === 0) {
    return (
      <div role="status">
        <StateBlock title="No item matches">All that is chosen must hold. Choose less to find more.</StateBlock>
      </div>
    );
  }
  return (
    <Stack gap="md" aria-busy={isBehind}>
      <Ask all={project.items} total={count.data} isBehind={isBehind} onAsk={onAsk} />
      <div>
        <Title order={3} size="h4" mb={8}>
          {count.data.count > SHOWN ? 'The first of them' : 'These'}
        </Title>
        <ul className={boxes.list}>
          {first.data.results.map((item) => (
            <ItemRow key={item.id} item={item} />
          ))}
        </ul>
      </div>
    </Stack>
  );
}

const howMany = ({ count, is_exact: isExact }: ItemTotal) => `${isExact ? '' : 'about '}${formatPlural(count, 'item')}`;

interface AskProps {
  all: number;
  total: ItemTotal;
  isBehind: boolean;
  onAsk: () => void;
}

function Ask({ all, total, isBehind, onAsk }: AskProps) {
  const words = howMany(total);
  return (
    <div className={classes.foot}>
      <Text role="status" className={classes.figure}>
        {words.charAt(0).toUpperCase() + words.slice(1)} of {formatCount(all)} {total.count === 1 ? 'matches' : 'match'}
        .
      </Text>
      <Button variant="outline" color="danger" disabled={isBehind} onClick={onAsk}>
        Remove {words}…
      </Button>
    </div>
  );
}

function ItemRow({ item }: { item: Item }) {
  const name = nameOf(item);
  const about = [name, STATES[item.state], item.label, item.leased ? 'in somebody’s hands' : null];
  return (
    <li className={classes.item}>
      {item.image ? <img src={item.image.url} alt={name} loading="lazy" /> : null}
      {item.text ? (
        <p dir="auto" className={classes.text}>
          {item.text}
        </p>
      ) : null}
      <Text size="xs" c="dimmed">
        {about.filter(Boolean).join(' · ')}
      </Text>
    </li>
  );
}

function MatchingSkeleton() {
  return (
    <LoadingStack gap="md" words="Looking for the items">
      <Skeleton h={36} />
      <Skeleton h={240} radius="lg" />
    </LoadingStack>
  );
}

/** What has gone, said on the page once the dialog is closed. */
export function OutcomeNote({ outcome: { gone, isStopped } }: { outcome: Outcome }) {
  const note = useFirstFocus<HTMLDivElement>();
  return (
    <Alert color="gray" role="status" tabIndex={-1} ref={note} title={`${formatPlural(gone, 'item')} removed`}>
      {isStopped
        ? 'It was stopped there; what still matches is there as before.'
        : 'What was paid stays in the ledger.'}
    </Alert>
  );
}
