import { Button, Group } from '@mantine/core';
import { Link } from 'wouter';
import type { Offer } from '@/features/benchmark/source-cards';

/** One button per source that can be used. */
export function NewButtons({ project, offers }: { project: number; offers: Offer[] }) {
  const can = (source: Offer['source']) => offers.some((offer) => offer.source === source && offer.usable);
  const href = `/projects/${project}/benchmarks/new`;
  return (
    <Group gap={8}>
      {can('labels') ? (
        <Button component={Link} href={`${href}?source=labels`} variant={can('truth') ? 'default' : 'filled'}>
          What if, on labels given
        </Button>
      ) : null}
      {can('truth') ? (
        <Button component={Link} href={`${href}?source=truth`}>
          New benchmark
        </Button>
      ) : null}
    </Group>
  );
}
