import { Table } from '@mantine/core';
import { FigureCell } from '@/features/quality/figure-cell';
import { Panel } from '@/features/quality/panel';
import type { LabelClass, QualityClass } from '@/shared/api/schema.gen';
import { formatCount } from '@/shared/lib/format';
import { ClassMark } from '@/shared/ui/class-mark';

interface ClassTableProps {
  rows: QualityClass[];
  labels: LabelClass[];
}

export function ClassTable({ rows, labels }: ClassTableProps) {
  const colors = new Map(labels.map(({ name, color }) => [name, color]));
  return (
    <Panel
      title="Labels"
      note="Where one person says this label: how often another does too, and how much that is beyond chance."
    >
      <Table verticalSpacing={6} horizontalSpacing={8} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Label</Table.Th>
            <Table.Th>Another says it</Table.Th>
            <Table.Th>Kappa</Table.Th>
            <Table.Th>Items</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ label, agreement, kappa }) => (
            <Table.Tr key={label}>
              <Table.Td>
                <ClassMark name={label} color={colors.get(label) ?? 'transparent'} />
              </Table.Td>
              <Table.Td>
                <FigureCell figure={agreement} unit="share" />
              </Table.Td>
              <Table.Td>
                <FigureCell figure={kappa} unit="index" />
              </Table.Td>
              <Table.Td>{formatCount(agreement.n)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
