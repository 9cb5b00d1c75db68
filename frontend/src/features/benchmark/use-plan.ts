import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { settingsOf, type Draft } from '@/features/benchmark/draft';
import { problemsOf, serverProblems, type Problems } from '@/features/benchmark/draft-problems';
import { benchmarksOptions, planOptions, startBenchmark } from '@/shared/api/benchmarks';
import type { BenchmarkPlan, BenchmarkSettings } from '@/shared/api/schema.gen';

const WAIT_MS = 400;

export interface PlanState {
  plan: BenchmarkPlan | undefined;
  /** Ours, and where there are none the server's. */
  problems: Problems;
  /** No field is wrong as far as anybody knows. */
  isValid: boolean;
  isAsking: boolean;
  error: Error | null;
}

/** What it will take, asked a moment after the last change. The last answer stands until the next one comes. */
export function usePlan(project: number, draft: Draft, source: BenchmarkSettings['source']): PlanState {
  const own = problemsOf(draft);
  const isOwnValid = Object.keys(own).length === 0;
  const text = JSON.stringify(settingsOf(draft, source));
  const [settled] = useDebouncedValue(text, WAIT_MS);
  const isSettled = settled === text;
  const plan = useQuery({
    ...planOptions(project, JSON.parse(settled) as BenchmarkSettings),
    enabled: isOwnValid && isSettled,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isRefused = isSettled && isOwnValid && plan.error !== null;
  const said = isRefused ? serverProblems(plan.error) : {};
  return {
    plan: isOwnValid && !isRefused ? plan.data : undefined,
    problems: { ...said, ...own },
    isValid: isOwnValid && Object.keys(said).length === 0,
    isAsking: isOwnValid && (!isSettled || plan.isFetching),
    error: isRefused && Object.keys(said).length === 0 ? plan.error : null,
  };
}

/** Starts it and goes to its page. */
export function useStart(project: number, onStarted: () => void) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const start = useMutation({
    mutationFn: (settings: BenchmarkSettings) => startBenchmark(project, settings),
    onSuccess: (row) => {
      onStarted();
      void client.invalidateQueries({ queryKey: benchmarksOptions(project).queryKey });
      void client.invalidateQueries({ queryKey: ['jobs'] });
      navigate(`/projects/${project}/benchmarks/${row.id}`);
    },
  });
  return {
    start: start.mutate,
    isPending: start.isPending,
    problems: serverProblems(start.error),
    error: start.error,
    reset: () => {
      if (start.isError) start.reset();
    },
  };
}
