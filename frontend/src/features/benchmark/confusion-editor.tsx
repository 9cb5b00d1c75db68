import { Input, NumberInput, Table, Text } from '@mantine/core';
import { useId } from 'react';
import classes from '@/features/benchmark/form.module.css';
import type { Numeric } from '@/features/benchmark/draft';
import type { LabelClass } from '@/shared/api/schema.gen';

interface ConfusionEditorProps {
  labels: LabelClass[];
  matrix: Numeric[][];
  error: string | undefined;
  onChange: (matrix: Numeric[][]) => void;
}

/** One row per true label: of so many per cent which label is given. */
export function ConfusionEditor({ labels, matrix, error, onChange }: ConfusionEditorProps) {
  const hint = useId();
  const set = (truth: number, given: number, share: Numeric) =>
    onChange(matrix.map((row, at) => (at === truth ? row.map((old, to) => (to === given ? share : old)) : row)));
  return (
    <div className={classes.wide}>
      <Text size="xs" c="dimmed" id={hint} mb={4}>
        Of the items that truly are the label of the row, the per cent that get the label of the column. Each row adds
        up to 100.
      </Text>
      <div className={classes.scroll}>
        <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={4} fz="sm" aria-describedby={hint}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Truly</Table.Th>
              {labels.map((label) => (
                <Table.Th key={label.id}>{label.name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {labels.map((truth, row) => (
              <Table.Tr key={truth.id}>
                <Table.Th scope="row">{truth.name}</Table.Th>
                {labels.map((given, column) => (
                  <Table.Td key={given.id}>
                    <NumberInput
                      size="xs"
                      w={64}
                      hideControls
                      min={0}
                      max={100}
                      clampBehavior="none"
                      allowNegative={false}
                      aria-label={`${truth.name} called ${given.name}, per cent`}
                      value={matrix[row]?.[column] ?? ''}
                      onChange={(value) => set(row, column, typeof value === 'number' ? value : '')}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {error ? <Input.Error role="alert">{error}</Input.Error> : null}
    </div>
  );
}
