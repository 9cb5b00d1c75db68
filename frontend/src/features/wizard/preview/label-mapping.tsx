import { Button, Select, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { labelRows, withMapped, type LabelRow } from '@/features/wizard/preview/choices';
import type { PreviewHandle } from '@/features/wizard/preview/use-preview';
import classes from '@/features/wizard/preview/preview.module.css';
import type { Preview, Project } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { ClassMark } from '@/shared/ui/class-mark';
import { ScrollRegion } from '@/shared/ui/scroll-region';

interface LabelMappingProps {
  preview: Preview;
  project: Project;
  handle: PreviewHandle;
}

const SHOWN = 20;
const LEAVE_OUT = '-';

/** Each label of the file and the class that it becomes, or none. */
export function LabelMapping({ preview, project, handle: { choices, choose } }: LabelMappingProps) {
  const [isOpen, setOpen] = useState(false);
  const rows = labelRows(preview, choices.mapping);
  if (rows.length === 0) return null;
  const names = [...new Set([...project.labels.map(({ name }) => name), ...preview.labels.map(({ name }) => name)])];
  const shown = isOpen ? rows : rows.slice(0, SHOWN);
  return (
    <section>
      <Title order={3} size="h3" mb={4}>
        {formatPlural(rows.length, 'label')} in the file
      </Title>
      <Text size="sm" c="dimmed" mb={8}>
        Send a label to another class, or leave it out. Names that look alike are one class.
      </Text>
      <ScrollRegion label="Labels" className={classes.scroller}>
        <Table verticalSpacing={6} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>In the file</Table.Th>
              <Table.Th className={classes.times}>Times</Table.Th>
              <Table.Th className={classes.choice}>Becomes</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <MappingRow
                key={row.label}
                row={row}
                names={names}
                onChoose={(to) => choose(withMapped(choices, [row.label, ...row.spellings], to))}
              />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      {rows.length > shown.length ? (
        <Button size="xs" variant="subtle" mt={8} onClick={() => setOpen(true)}>
          Show all {formatCount(rows.length)} labels
        </Button>
      ) : null}
    </section>
  );
}

interface MappingRowProps {
  row: LabelRow;
  names: readonly string[];
  onChoose: (to: string | null) => void;
}

function MappingRow({ row: { label, spellings, to, count, key, color, isNew }, names, onChoose }: MappingRowProps) {
  const classNames = [...new Set([label, ...names])];
  const data = [
    { value: LEAVE_OUT, label: 'Leave it out' },
    ...classNames.map((name) => ({ value: `=${name}`, label: name })),
  ];
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.name}>
        {color === null ? label : <ClassMark name={label} color={color} classKey={key} />}
        {isNew ? (
          <Text size="xs" c="dimmed">
            new class
          </Text>
        ) : null}
        {spellings.length > 0 ? (
          <Text size="xs" c="dimmed">
            also {spellings.map((name) => `“${name}”`).join(', ')}
          </Text>
        ) : null}
      </Table.Th>
      <Table.Td className={classes.times}>{count === null ? '' : formatCount(count)}</Table.Td>
      <Table.Td className={classes.choice}>
        <Select
          size="xs"
          aria-label={`${label} becomes`}
          data={data}
          value={to === null ? LEAVE_OUT : `=${to}`}
          searchable={data.length > 10}
          allowDeselect={false}
          onChange={(value) => value !== null && onChoose(value === LEAVE_OUT ? null : value.slice(1))}
        />
      </Table.Td>
    </Table.Tr>
  );
}
