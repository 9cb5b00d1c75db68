import { Group, Radio, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { strategiesOptions } from '@/shared/api/projects';
import type { Kind, Strategy } from '@/shared/api/schema.gen';
import classes from '@/shared/project-setup/setup.module.css';
import { StrategyWords } from '@/shared/project-setup/strategy-words';
import { ErrorBlock } from '@/shared/ui/state-block';

interface StrategyPickerProps {
  kind: Kind;
  value: string;
  onChange: (name: string) => void;
  error?: string | undefined;
}

/** Which items come first, as cards that say what each choice costs. */
export function StrategyPicker({ kind, value, onChange, error }: StrategyPickerProps) {
  const strategies = useQuery(strategiesOptions());
  if (strategies.error && !strategies.data) {
    return (
      <ErrorBlock
        title="The strategies could not be loaded"
        error={strategies.error}
        onRetry={() => void strategies.refetch()}
      />
    );
  }
  if (!strategies.data) return <Skeleton h={240} radius="lg" aria-label="Loading the strategies" />;
  const fitting = strategies.data.filter((strategy) => strategy.kinds.includes(kind));
  return (
    <Radio.Group value={value} onChange={onChange} error={error} aria-label="Strategy">
      <Stack gap="sm">
        {fitting.map((strategy) => (
          <StrategyCard key={strategy.name} strategy={strategy} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function StrategyCard({ strategy }: { strategy: Strategy }) {
  const { name, title, description, cost } = strategy;
  return (
    <Radio.Card value={name} className={classes.strategy} aria-label={`${title}. ${description} ${cost}`}>
      <Group gap={12} wrap="nowrap" align="flex-start">
        <Radio.Indicator mt={2} />
        <StrategyWords strategy={strategy} badge={strategy.is_default ? 'Usual choice' : null} />
      </Group>
    </Radio.Card>
  );
}
