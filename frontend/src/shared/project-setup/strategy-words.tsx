import { Badge, Group, Text } from '@mantine/core';
import type { Strategy } from '@/shared/api/schema.gen';

/** What a card says of a strategy, with a word on why it stands out here. */
export function StrategyWords({ strategy, badge }: { strategy: Strategy; badge: string | null }) {
  return (
    <div>
      <Group gap={8}>
        <Text size="sm" fw={600}>
          {strategy.title}
        </Text>
        {badge ? (
          <Badge variant="light" tt="none" radius="sm" size="sm">
            {badge}
          </Badge>
        ) : null}
      </Group>
      <Text size="sm">{strategy.description}</Text>
      <Text size="xs" c="dimmed" mt={4}>
        {strategy.cost}
      </Text>
    </div>
  );
}
