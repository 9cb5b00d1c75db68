import { Button, Menu, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { Link } from 'wouter';
import classes from '@/features/benchmark/benchmark.module.css';
import { DeleteBenchmark } from '@/features/benchmark/delete-benchmark';
import { benchmarkFile, benchmarksOptions } from '@/shared/api/benchmarks';
import type { Benchmark } from '@/shared/api/schema.gen';

interface ToolbarProps {
  benchmark: Benchmark;
  isManager: boolean;
  /** Id of the benchmark that is shown beside this one. */
  beside: number | null;
  onBeside: (id: number | null) => void;
}

export function Toolbar({ benchmark, isManager, beside, onBeside }: ToolbarProps) {
  return (
    <div className={classes.bar}>
      <Beside benchmark={benchmark} beside={beside} onBeside={onBeside} />
      <div className={classes.grow} />
      <Downloads id={benchmark.id} />
      {isManager ? (
        <Button
          component={Link}
          variant="default"
          href={`/projects/${benchmark.project}/benchmarks/new?source=${benchmark.source}&from=${benchmark.id}`}
        >
          Run again with changes
        </Button>
      ) : null}
      {isManager ? <DeleteBenchmark benchmark={benchmark} /> : null}
    </div>
  );
}

function Beside({ benchmark, beside, onBeside }: Omit<ToolbarProps, 'isManager'>) {
  const { data } = useQuery(benchmarksOptions(benchmark.project));
  const others = data?.benchmarks.filter((other) => other.id !== benchmark.id) ?? [];
  if (others.length === 0 && beside === null) return null;
  return (
    <>
      <Select
        aria-label="Show another benchmark beside this one"
        placeholder="Show another beside it"
        w={280}
        maw="100%"
        allowDeselect={false}
        value={beside === null ? null : String(beside)}
        onChange={(value) => onBeside(value === null ? null : Number(value))}
        data={others.map((other) => ({ value: String(other.id), label: other.title }))}
      />
      {beside === null ? null : (
        <Button variant="default" onClick={() => onBeside(null)}>
          Show this one alone
        </Button>
      )}
    </>
  );
}

const FORMATS = [
  { format: 'csv', words: 'CSV, one row per round and seed' },
  { format: 'json', words: 'JSON, everything' },
  { format: 'latex', words: 'LaTeX, the table of results' },
] as const;

function Downloads({ id }: { id: number }) {
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} aria-hidden />}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, words }) => (
          <Menu.Item key={format} component="a" href={benchmarkFile(id, format)} download>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
