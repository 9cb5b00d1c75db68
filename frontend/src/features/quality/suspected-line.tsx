import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { itemQuery } from '@/shared/api/items';
import { formatPlural } from '@/shared/lib/format';

interface SuspectedLineProps {
  project: number;
  suspected: number;
}

/** How many labels the newest round takes for errors, with the way to them. */
export function SuspectedLine({ project, suspected }: SuspectedLineProps) {
  if (suspected === 0) return null;
  return (
    <Text size="sm" component="p" m={0} mt={8}>
      <Anchor
        component={Link}
        href={`/projects/${project}/items?${itemQuery({ suspected: true }).toString()}&sort=suspected`}
        size="sm"
        underline="always"
      >
        {formatPlural(suspected, 'label is', 'labels are')} suspected to be wrong
      </Anchor>
      {' by the newest round: a model that had not learned them says another one.'}
    </Text>
  );
}
