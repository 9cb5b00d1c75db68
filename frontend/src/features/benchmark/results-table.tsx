import { Table, Text, Title } from '@mantine/core';
import classes from '@/features/benchmark/benchmark.module.css';
import { LineSample } from '@/features/benchmark/line-sample';
import { lookOf, type Look } from '@/features/benchmark/looks';
import { bestArm, resultsTable } from '@/features/benchmark/results';
import type { Benchmark } from '@/shared/api/schema.gen';
import boxes from '@/shared/ui/boxes.module.css';
import { ScrollRegion } from '@/shared/ui/scroll-region';

interface ResultsTableProps {
  benchmark: Benchmark;
  looks: ReadonlyMap<string, Look>;
}

/** The table of the papers. */
export function ResultsTable({ benchmark: { arms, target_error: target }, looks }: ResultsTableProps) {
  const { columns, rows } = resultsTable(arms, target);
  const best = bestArm(arms);
  const isEmpty = arms.every((arm) => arm.row === null);
  return (
    <section className={boxes.panel} aria-label="Results">
      <Title order={2} size="h3">
        Results
      </Title>
      {isEmpty ? (
        <Text size="sm" c="dimmed" mt={8}>
          The first complete seed fills the table.
        </Text>
      ) : (
        <>
          <Text size="xs" c="dimmed" mb={8}>
            Error: at the end, of complete seeds; SD: over the seeds; AUBC: mean error from the first label to the last;
            speed-up: machine time of the dearest strategy over this one’s; against random order: paired, with the 95 %
            interval. Bold: lowest error, which need not be a clear difference.
          </Text>
          <ScrollRegion className={classes.scroll} label="Results: table">
            <Table verticalSpacing={6} horizontalSpacing={12} fz="sm">
              <Table.Thead>
                <Table.Tr>
                  {columns.map((column) => (
                    <Table.Th key={column}>{column}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {arms.map((arm, at) => (
                  <Table.Tr key={arm.name} {...(arm.name === best && { fw: 600 })}>
                    {rows[at]?.map((cell, column) => (
                      <Table.Td key={columns[column]}>
                        {column === 0 ? <LineSample look={lookOf(looks, arm.name)} /> : null} {cell ?? '–'}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollRegion>
        </>
      )}
    </section>
  );
}
