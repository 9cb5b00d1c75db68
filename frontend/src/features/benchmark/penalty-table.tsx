import { Table, Text, Title } from '@mantine/core';
import classes from '@/features/benchmark/benchmark.module.css';
import { penaltyRows, penaltyWords, type PenaltyRow } from '@/features/benchmark/penalty';
import type { Benchmark } from '@/shared/api/schema.gen';
import { formatWholePercent } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { ScrollRegion } from '@/shared/ui/scroll-region';

/** How often one strategy is clearly better than another; the shade repeats the figure, never replaces it. */
export function PenaltyTable({ benchmark: { penalty, arms } }: { benchmark: Benchmark }) {
  const rows = penalty ? penaltyRows(penalty, arms) : [];
  return (
    <section className={boxes.panel} aria-label="Who beats whom">
      <Title order={2} size="h3">
        Who beats whom
      </Title>
      {penalty ? (
        <>
          <Text size="sm" mt={4} mb={8}>
            {penaltyWords(rows)}
          </Text>
          <Text size="xs" c="dimmed" mb={8}>
            Share of rounds at which the strategy of the row errs clearly less than that of the column (paired seeds, 95
            %).
          </Text>
          <Matrix rows={rows} />
        </>
      ) : (
        <Text size="sm" c="dimmed" mt={8}>
          Needs two strategies with two complete seeds each.
        </Text>
      )}
    </section>
  );
}

function Matrix({ rows }: { rows: PenaltyRow[] }) {
  return (
    <ScrollRegion className={classes.scroll} label="Who beats whom: table">
      <Table
        withColumnBorders
        withRowBorders
        verticalSpacing={6}
        horizontalSpacing={12}
        fz="sm"
        className={classes.heat}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Beats →</Table.Th>
            {rows.map((row) => (
              <Table.Th key={row.name}>{row.title}</Table.Th>
            ))}
            <Table.Th>Beats others</Table.Th>
            <Table.Th>Is beaten</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.name}>
              <Table.Th scope="row">{row.title}</Table.Th>
              {row.wins.map((share, at) => (
                <Cell key={rows[at]?.name} share={share} title={`${row.title} over ${rows[at]?.title ?? ''}`} />
              ))}
              <Table.Td>{formatWholePercent(row.beats)}</Table.Td>
              <Table.Td>{formatWholePercent(row.beaten)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  );
}

/** At most so much of the accent, so that the figure stays readable. */
const MOST_SHADE = 40;

function Cell({ share, title }: { share: number | null; title: string }) {
  if (share === null) return <Table.Td aria-label="the same strategy">–</Table.Td>;
  const shade = `color-mix(in srgb, var(--mantine-primary-color-filled) ${Math.round(share * MOST_SHADE)}%, transparent)`;
  return (
    <Table.Td title={`${title}: ${formatWholePercent(share)} of the rounds`} style={{ backgroundColor: shade }}>
      {formatWholePercent(share)}
    </Table.Td>
  );
}
