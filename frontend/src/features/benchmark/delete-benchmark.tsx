import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { lossWords } from '@/features/benchmark/words';
import { benchmarkOptions, benchmarksOptions, deleteBenchmark } from '@/shared/api/benchmarks';
import type { Benchmark } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';
import { AskFirst } from '@/shared/ui/ask-first';

/** Names what is lost and what is not. */
export function DeleteBenchmark({ benchmark }: { benchmark: Benchmark }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const remove = async () => {
    await deleteBenchmark(benchmark.id);
    navigate(`/projects/${benchmark.project}/benchmarks`);
    client.removeQueries({ queryKey: benchmarkOptions(benchmark.id).queryKey });
    void client.invalidateQueries({ queryKey: benchmarksOptions(benchmark.project).queryKey });
  };
  return (
    <AskFirst
      title={`Delete ${benchmark.title}?`}
      keep="Keep it"
      go="Delete the benchmark"
      isDanger
      action={remove}
      button={(ask) => (
        <Button variant="subtle" color="danger" disabled={isActive(benchmark)} onClick={ask}>
          {isActive(benchmark) ? 'Cancel it to delete it' : 'Delete'}
        </Button>
      )}
    >
      {lossWords(benchmark)} This cannot be undone. The project, its items and its labels stay as they are.
    </AskFirst>
  );
}
