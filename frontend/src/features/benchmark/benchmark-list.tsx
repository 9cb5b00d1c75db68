import { Anchor, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import classes from '@/features/benchmark/benchmark.module.css';
import { SOURCE_WORDS, runningWords } from '@/features/benchmark/words';
import { strategiesOptions } from '@/shared/api/projects';
import type { BenchmarkRow, Project } from '@/shared/api/schema.gen';
import { formatMoment, formatPlural } from '@/shared/lib/format';
import { STATE_WORDS, isActive, percentDone } from '@/shared/lib/job-words';

/** The newest first, each with its verdict or how far it is. */
export function BenchmarkList({ project, benchmarks }: { project: Project; benchmarks: BenchmarkRow[] }) {
  const { data: strategies } = useQuery(strategiesOptions());
  const titleOf = (name: string) => strategies?.find((strategy) => strategy.name === name)?.title ?? name;
  return (
    <ul className={classes.list}>
      {benchmarks.map((row) => (
        <li key={row.id} className={classes.row}>
          <Anchor component={Link} href={`/projects/${project.id}/benchmarks/${row.id}`} fw={600}>
            {row.title}
          </Anchor>
          <Text size="sm" {...(row.state === 'failed' ? { c: 'var(--app-danger)' } : { c: 'dimmed' })}>
            {STATE_WORDS[row.state]} · {formatMoment(row.finished_at ?? row.started_at ?? row.created_at)}
          </Text>
          <div className={classes.rowWide}>
            <Standing row={row} />
            <Text size="xs" c="dimmed" mt={4}>
              {row.strategies.map(titleOf).join(', ')} · {formatPlural(row.seeds, 'seed')} · from{' '}
              {SOURCE_WORDS[row.source]}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Standing({ row }: { row: BenchmarkRow }) {
  if (isActive(row)) {
    return (
      <>
        <Progress value={percentDone(row) ?? 0} size={6} my={8} aria-label={`${row.title}: rounds played`} />
        <Text size="sm">{runningWords(row)}</Text>
      </>
    );
  }
  return (
    <>
      <Text size="sm">{row.sentence}</Text>
      {row.error ? (
        <Text size="sm" c="var(--app-danger)">
          {row.error}
        </Text>
      ) : null}
    </>
  );
}
