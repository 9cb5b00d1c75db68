import { Checkbox, Group, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import form from '@/features/benchmark/form.module.css';
import { BASELINE } from '@/features/benchmark/looks';
import { strategiesOptions } from '@/shared/api/projects';
import type { Project, Strategy } from '@/shared/api/schema.gen';
import classes from '@/shared/project-setup/setup.module.css';
import { StrategyWords } from '@/shared/project-setup/strategy-words';
import { ErrorBlock } from '@/shared/ui/state-block';

interface StrategyChecksProps {
  project: Project;
  value: string[];
  onChange: (names: string[]) => void;
  error?: string | undefined;
}

/** Which strategies are played against each other; random order is what each of them must beat. */
export function StrategyChecks({ project, value, onChange, error }: StrategyChecksProps) {
  const { data, error: failed, refetch } = useQuery(strategiesOptions());
  if (failed && !data) {
    return <ErrorBlock title="The strategies could not be loaded" error={failed} onRetry={() => void refetch()} />;
  }
  if (!data) return <Skeleton h={240} radius="lg" aria-label="Loading the strategies" />;
  const fitting = data.filter((strategy) => strategy.kinds.includes(project.kind));
  return (
    <Checkbox.Group value={value} onChange={onChange} error={error} aria-label="Strategies">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" className={form.cards}>
        {fitting.map((strategy) => (
          <StrategyCard key={strategy.name} strategy={strategy} isCurrent={strategy.name === project.strategy} />
        ))}
      </SimpleGrid>
      {value.includes(BASELINE) ? null : (
        <Text size="sm" c="dimmed" mt="sm">
          Without random order nobody can tell what choosing items is worth.
        </Text>
      )}
    </Checkbox.Group>
  );
}

function StrategyCard({ strategy, isCurrent }: { strategy: Strategy; isCurrent: boolean }) {
  const { name, title, description, cost } = strategy;
  const badge = isCurrent ? 'In use here' : name === BASELINE ? 'To compare with' : null;
  return (
    <Checkbox.Card value={name} className={classes.strategy} aria-label={`${title}. ${description} ${cost}`}>
      <Group gap={12} wrap="nowrap" align="flex-start">
        <Checkbox.Indicator mt={2} />
        <StrategyWords strategy={strategy} badge={badge} />
      </Group>
    </Checkbox.Card>
  );
}
