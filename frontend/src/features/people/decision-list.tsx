import { Button, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import classes from '@/features/people/people.module.css';
import { decisionsOptions, undoDecision } from '@/shared/api/decisions';
import type { Decision } from '@/shared/api/schema.gen';
import { formatMoment } from '@/shared/lib/format';
import { Problem } from '@/shared/ui/problem';
import { ErrorBlock } from '@/shared/ui/state-block';

/** What managers decided on answers and items, the newest first; each can be undone. */
export function DecisionList({ project }: { project: number }) {
  const client = useQueryClient();
  const decisions = useInfiniteQuery(decisionsOptions(project));
  const undo = useMutation({
    mutationFn: (decision: number) => undoDecision(project, decision),
    onSettled: () => client.invalidateQueries({ queryKey: ['projects'] }),
  });
  if (!decisions.data) {
    return decisions.error ? (
      <ErrorBlock
        title="The decisions could not be loaded"
        error={decisions.error}
        onRetry={() => void decisions.refetch()}
      />
    ) : null;
  }
  const rows = decisions.data.pages.flatMap((page) => page.results);
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="md">
        Decisions
      </Title>
      <Text size="sm" role="status" mb={undo.data ? 'sm' : 0}>
        {undo.data?.detail}
      </Text>
      <ul className={classes.list}>
        {rows.map((row) => (
          <DecisionItem
            key={row.id}
            decision={row}
            isUndoing={undo.isPending && undo.variables === row.id}
            onUndo={() => undo.mutate(row.id)}
          />
        ))}
      </ul>
      {decisions.hasNextPage ? (
        <Button
          variant="default"
          mt="md"
          loading={decisions.isFetchingNextPage}
          onClick={() => void decisions.fetchNextPage()}
        >
          Show older decisions
        </Button>
      ) : null}
      <Problem error={undo.error ?? decisions.error} mt="sm" />
    </section>
  );
}

interface DecisionItemProps {
  decision: Decision;
  isUndoing: boolean;
  onUndo: () => void;
}

function DecisionItem({ decision, isUndoing, onUndo }: DecisionItemProps) {
  const { sentence, why, by, at, undone_at: undoneAt, undone_by: undoneBy } = decision;
  return (
    <li className={classes.invitation}>
      <div className={classes.who}>
        <Text size="sm">{sentence}</Text>
        {why === '' ? null : <Text size="sm">{why}</Text>}
        <Text size="xs" c="dimmed">
          {by || 'A command'}, {formatMoment(at)}
          {undoneAt === null ? '' : `; undone by ${undoneBy || 'a command'}, ${formatMoment(undoneAt)}`}
        </Text>
      </div>
      {undoneAt === null ? (
        <Button variant="default" loading={isUndoing} aria-label={`Undo: ${sentence}`} onClick={onUndo}>
          Undo
        </Button>
      ) : null}
    </li>
  );
}
