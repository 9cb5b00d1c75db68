import { Table } from '@mantine/core';
import { FigureCell } from '@/features/quality/figure-cell';
import { FiguresTable } from '@/features/quality/figures-table';
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
      <FiguresTable columns={['Label', 'Another says it', 'Kappa', 'Items']}>
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
      </FiguresTable>
    </Panel>
  );
}
