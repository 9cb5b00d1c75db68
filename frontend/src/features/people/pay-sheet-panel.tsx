import { Button, Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { DownloadButton } from '@/features/people/download-button';
import { PERIODS, spanName } from '@/features/people/span';
import { COMPUTING, payTable, periodWords, priceWords, whoWords } from '@/features/people/work-words';
import classes from '@/features/people/work.module.css';
import type { PayRow, PaySheet, Project } from '@/shared/api/schema.gen';
import type { Period, Span } from '@/shared/api/work';
import { useParam } from '@/shared/lib/address';
import { formatCount, formatMoney, formatPlural } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { ScrollRegion } from '@/shared/ui/scroll-region';

/** Rows that are drawn before more are asked for. */
const FIRST = 100;

interface PaySheetPanelProps {
  project: Project;
  span: Span;
  period: Period;
  sheet: PaySheet;
  /** Of the days before: those that were asked for are still being added up. */
  isOld: boolean;
}

export function PaySheetPanel({ project, span, period, sheet, isOld }: PaySheetPanelProps) {
  const [, setPeriod] = useParam('by');
  return (
    <section className={boxes.panel} aria-label="Pay sheet" aria-busy={isOld}>
      <Group justify="space-between" gap={8}>
        <Title order={3}>Pay sheet</Title>
        <Group gap={8}>
          <SegmentedControl
            size="xs"
            aria-label="Pay sheet by"
            value={period}
            onChange={(next) => setPeriod(next === 'month' ? null : next)}
            transitionDuration={0}
            data={[...PERIODS]}
          />
          <DownloadButton
            what="the pay sheet"
            file={[project.name, 'pay', period, spanName(span)]}
            table={() => payTable(sheet)}
            isOld={isOld}
          />
        </Group>
      </Group>
      <Text size="xs" c="dimmed" mb={8}>
        From the ledger: labels that were paid, whether they still count or not. Skips are not paid.
      </Text>
      {sheet.rows.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          Nothing was paid on these days.
        </Text>
      ) : (
        <Rows key={`${spanName(span)} ${period}`} period={period} sheet={sheet} isOld={isOld} />
      )}
    </section>
  );
}

function Rows({ period, sheet, isOld }: Pick<PaySheetPanelProps, 'period' | 'sheet' | 'isOld'>) {
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? sheet.rows : sheet.rows.slice(0, FIRST);
  return (
    <>
      <ScrollRegion className={classes.scroll} label="Pay sheet: table">
        <Table
          verticalSpacing={6}
          horizontalSpacing={8}
          fz="sm"
          className={`${classes.pay} ${isOld ? classes.old : ''}`}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Period</Table.Th>
              <Table.Th>Person</Table.Th>
              <Table.Th className={classes.number}>Labels</Table.Th>
              <Table.Th className={classes.number}>Skips</Table.Th>
              <Table.Th className={classes.number}>Price</Table.Th>
              <Table.Th className={classes.number}>Money</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <PayLine
                key={`${row.period} ${row.who?.id ?? COMPUTING}`}
                row={row}
                period={period}
                currency={sheet.currency}
              />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row" colSpan={2}>
                Sum
              </Table.Th>
              <Table.Td className={classes.number}>{formatCount(sheet.labels)}</Table.Td>
              <Table.Td className={classes.number}>{formatCount(sheet.skips)}</Table.Td>
              <Table.Td />
              <Table.Td className={classes.number}>{formatMoney(sheet.money, sheet.currency)}</Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </ScrollRegion>
      {shown.length < sheet.rows.length ? (
        <Button variant="default" mt="sm" onClick={() => setIsAll(true)}>
          Show all {formatPlural(sheet.rows.length, 'row')}
        </Button>
      ) : null}
    </>
  );
}

function PayLine({ row, period, currency }: { row: PayRow; period: Period; currency: string }) {
  const { who } = row;
  return (
    <Table.Tr className={who?.has_left ? classes.gone : undefined}>
      <Table.Td className={classes.period}>{periodWords(row.period, period)}</Table.Td>
      <Table.Td className={classes.who}>
        {who ? who.name : COMPUTING}
        {who?.role === null ? (
          <Text size="xs" c="dimmed">
            {whoWords(who)}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td className={classes.number}>{who ? formatCount(row.labels) : '–'}</Table.Td>
      <Table.Td className={classes.number}>{who ? formatCount(row.skips) : '–'}</Table.Td>
      <Table.Td className={classes.number}>{priceWords(row)}</Table.Td>
      <Table.Td className={classes.number}>{formatMoney(row.money, currency)}</Table.Td>
    </Table.Tr>
  );
}
