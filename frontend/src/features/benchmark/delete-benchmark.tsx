import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { lossWords } from '@/features/benchmark/words';
import { benchmarkOptions, benchmarksOptions, deleteBenchmark } from '@/shared/api/benchmarks';
import { describeError } from '@/shared/api/errors';
import type { Benchmark } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';

/** Asks once, and names what is lost and what is not. */
export function DeleteBenchmark({ benchmark }: { benchmark: Benchmark }) {
  const [isAsked, question] = useDisclosure();
  return (
    <>
      <Button variant="subtle" color="danger" disabled={isActive(benchmark)} onClick={question.open}>
        {isActive(benchmark) ? 'Cancel it to delete it' : 'Delete'}
      </Button>
      <Modal
        opened={isAsked}
        onClose={question.close}
        title={`Delete ${benchmark.title}?`}
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Question benchmark={benchmark} onKeep={question.close} />
      </Modal>
    </>
  );
}

function Question({ benchmark, onKeep }: { benchmark: Benchmark; onKeep: () => void }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const remove = useMutation({
    mutationFn: () => deleteBenchmark(benchmark.id),
    onSuccess: () => {
      navigate(`/projects/${benchmark.project}/benchmarks`);
      client.removeQueries({ queryKey: benchmarkOptions(benchmark.id).queryKey });
      void client.invalidateQueries({ queryKey: benchmarksOptions(benchmark.project).queryKey });
    },
  });
  return (
    <>
      <Text size="sm">
        {lossWords(benchmark)} This cannot be undone. The project, its items and its labels stay as they are.
      </Text>
      {remove.error ? (
        <Text size="sm" c="var(--app-danger)" mt={8} role="alert">
          {describeError(remove.error)}
        </Text>
      ) : null}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onKeep} data-autofocus>
          Keep it
        </Button>
        <Button color="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
          Delete the benchmark
        </Button>
      </Group>
    </>
  );
}
