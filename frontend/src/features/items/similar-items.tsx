import { Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import classes from '@/features/items/item-facts.module.css';
import { snippetOf } from '@/features/items/item-words';
import type { Place } from '@/features/items/use-place';
import { describeError, hasCode } from '@/shared/api/errors';
import { firstItemsOptions, nearestOptions } from '@/shared/api/items';
import type { NearItem, Project } from '@/shared/api/schema.gen';
import { nameOf } from '@/shared/items/names';
import { formatWholePercent } from '@/shared/lib/format';
import { LoadingStack } from '@/shared/ui/loading-stack';

const SHOWN = 6;

interface SimilarItemsProps {
  project: Project;
  item: number;
  place: Place;
}

/** What lies near it, by its features. */
export function SimilarItems({ project, item, place }: SimilarItemsProps) {
  const { data, error } = useQuery(nearestOptions(project.id, item, SHOWN));
  return (
    <section aria-label="Similar items">
      <Title order={3} size="h4" mb={8}>
        Similar items
      </Title>
      {data ? (
        <Near project={project} near={data.items} place={place} />
      ) : error ? (
        <Text size="sm" c={hasCode(error, 'no_features') ? 'dimmed' : 'var(--app-danger)'}>
          {describeError(error)}
        </Text>
      ) : (
        <LoadingStack gap="xs" words="Looking for similar items">
          <Skeleton h={64} />
        </LoadingStack>
      )}
    </section>
  );
}

function Near({ project, near, place }: { project: Project; near: readonly NearItem[]; place: Place }) {
  const ids = near.map(({ id }) => id);
  const { data } = useQuery({ ...firstItemsOptions(project.id, { id: ids }, SHOWN), enabled: ids.length > 0 });
  if (ids.length === 0) return <Text size="sm">There are none.</Text>;
  const byId = new Map(data?.results.map((each) => [each.id, each]));
  return (
    <ul className={classes.similar} data-kind={project.kind}>
      {near.map(({ id, cosine }) => {
        const item = byId.get(id);
        return item ? (
          <li key={id}>
            <Link href={place.hrefOf(id)}>
              {item.image ? <img src={item.image.url} alt={nameOf(item)} loading="lazy" /> : snippetOf(item)}
            </Link>
            <Text size="xs" c="dimmed">
              {[`${formatWholePercent(cosine)} alike`, item.label].filter(Boolean).join(', ')}
            </Text>
          </li>
        ) : null;
      })}
    </ul>
  );
}
