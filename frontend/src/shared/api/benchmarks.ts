import { queryOptions } from '@tanstack/react-query';
import { request, requestEmpty } from '@/shared/api/client';
import { Benchmark, BenchmarkList, BenchmarkPlan, BenchmarkRow } from '@/shared/api/guards.gen';
import type { Benchmark as BenchmarkType, BenchmarkSettings } from '@/shared/api/schema.gen';

export type Arm = BenchmarkType['arms'][number];
export type Point = Arm['points'][number];
export type Spread = Point['error'];
export type Certainty = BenchmarkType['advice']['certainty'];
export type FileFormat = 'csv' | 'json' | 'latex';

const ofProject = (project: number) => `/api/projects/${project}/benchmarks`;
const path = (id: number) => `/api/benchmarks/${id}`;

/** What can be benchmarked in a project, and its benchmarks, the newest first. */
export const benchmarksOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'benchmarks'],
    queryFn: ({ signal }) => request('GET', ofProject(project), BenchmarkList, { signal }),
  });

export const benchmarkOptions = (id: number) =>
  queryOptions({
    queryKey: ['benchmarks', id],
    queryFn: ({ signal }) => request('GET', path(id), Benchmark, { signal }),
  });

/** What a benchmark would take; asked again with every change of the form. */
export const planOptions = (project: number, body: BenchmarkSettings) =>
  queryOptions({
    queryKey: ['projects', project, 'benchmarks', 'plan', body],
    queryFn: ({ signal }) => request('POST', `${ofProject(project)}/plan`, BenchmarkPlan, { body, signal }),
  });

export const startBenchmark = (project: number, body: BenchmarkSettings) =>
  request('POST', ofProject(project), BenchmarkRow, { body });
export const cancelBenchmark = (id: number) => request('POST', `${path(id)}/cancel`, BenchmarkRow);
export const deleteBenchmark = (id: number) => requestEmpty('DELETE', path(id));
export const benchmarkFile = (id: number, format: FileFormat) => `${path(id)}/file?format=${format}`;
