import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface FiguresTableProps {
  columns: readonly string[];
  children: ReactNode;
}

/** A table of figures under the names of its columns. */
export function FiguresTable({ columns, children }: FiguresTableProps) {
  return (
    <Table verticalSpacing={6} horizontalSpacing={8} fz="sm">
      <Table.Thead>
        <Table.Tr>
          {columns.map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}
