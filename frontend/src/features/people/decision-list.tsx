import { Button, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { decisionsOptions, undoDecision } from '@/shared/api/decisions';
import { DecisionRow } from '@/shared/decisions/decision-row';
import boxes from '@/shared/ui/boxes.module.css';
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
      <ul className={boxes.list}>
        {rows.map((row) => (
          <DecisionRow
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
