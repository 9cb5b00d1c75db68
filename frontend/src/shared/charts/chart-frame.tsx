import { Button, Group, Menu, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Download, Table2 } from 'lucide-react';
import { useId, useRef, type ReactNode } from 'react';
import classes from '@/shared/charts/chart-frame.module.css';
import { toCsv, type CsvCell } from '@/shared/charts/csv';
import { downloadText, fileName } from '@/shared/charts/download';
import { svgText } from '@/shared/charts/svg-file';
import boxes from '@/shared/ui/boxes.module.css';
import { ScrollRegion } from '@/shared/ui/scroll-region';

export interface ChartTable {
  columns: string[];
  rows: CsvCell[][];
}

interface ChartFrameProps {
  title: string;
  /** What is drawn and how to read it; also what a screen reader says for the picture. */
  note: string;
  /** Project and chart, for the names of the files. */
  file: [project: string, chart: string];
  /** The figures in full precision: for the CSV. */
  data: ChartTable;
  /** The figures as a person reads them; without it, the data themselves. */
  shown?: ChartTable;
  controls?: ReactNode;
  /** Stands in place of the chart while there are no figures. */
  empty?: string | undefined;
  children: ReactNode;
}

/** A chart with its table for keyboards and screen readers, and its CSV and SVG. */
export function ChartFrame({ title, note, file, data, shown, controls, empty, children }: ChartFrameProps) {
  const [isTable, table] = useDisclosure();
  const noteId = useId();
  const picture = useRef<HTMLDivElement>(null);
  return (
    <section className={boxes.panel} aria-label={title}>
      <Group justify="space-between" gap={8} align="flex-start">
        <Title order={2} size="h3">
          {title}
        </Title>
        {empty ? null : (
          <Group gap={4}>
            {controls}
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-label={`${isTable ? 'Chart' : 'Table'}: ${title}`}
              leftSection={<Table2 size={14} aria-hidden />}
              onClick={table.toggle}
            >
              {isTable ? 'Chart' : 'Table'}
            </Button>
            <DownloadMenu
              title={title}
              onCsv={() => downloadText(fileName('csv', ...file), toCsv(data.columns, data.rows), 'text/csv')}
              onSvg={isTable ? undefined : () => saveSvg(picture.current, fileName('svg', ...file))}
            />
          </Group>
        )}
      </Group>
      {empty ? null : (
        <Text size="xs" c="dimmed" id={noteId} mb={8}>
          {note}
        </Text>
      )}
      {empty ? (
        <Text size="sm" c="dimmed" className={classes.empty}>
          {empty}
        </Text>
      ) : isTable ? (
        <FigureTable title={title} table={shown ?? data} />
      ) : (
        <div ref={picture} role="group" aria-label={title} aria-describedby={noteId}>
          {children}
        </div>
      )}
    </section>
  );
}

function saveSvg(picture: HTMLElement | null, name: string) {
  const svg = picture?.querySelector('svg');
  if (svg) downloadText(name, svgText(svg), 'image/svg+xml');
}

interface DownloadMenuProps {
  title: string;
  onCsv: () => void;
  onSvg: (() => void) | undefined;
}

function DownloadMenu({ title, onCsv, onSvg }: DownloadMenuProps) {
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-label={`Download: ${title}`}
          leftSection={<Download size={14} aria-hidden />}
        >
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onCsv}>Figures as CSV</Menu.Item>
        <Menu.Item disabled={!onSvg} onClick={onSvg}>
          Picture as SVG
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function FigureTable({ title, table: { columns, rows } }: { title: string; table: ChartTable }) {
  return (
    <ScrollRegion className={classes.scroll} label={`${title}: table`}>
      <Table stickyHeader verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, at) => (
            <Table.Tr key={at}>
              {row.map((cell, column) => (
                <Table.Td key={columns[column]}>{cell ?? '–'}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  );
}
