import { Table, Text } from '@mantine/core';
import { ChooseButton } from '@/features/quality/choose-button';
import { FigureCell } from '@/features/quality/figure-cell';
import type { Chosen } from '@/features/quality/figures';
import { FiguresTable } from '@/features/quality/figures-table';
import { Panel } from '@/features/quality/panel';
import type { QualityPerson } from '@/shared/api/schema.gen';
import { formatCount, formatPercent } from '@/shared/lib/format';

interface TruthTableProps {
  people: QualityPerson[];
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}

export function TruthTable({ people, chosen, onChoose }: TruthTableProps) {
  return (
    <Panel
      title="People"
      note="True label: on audit and gold items whose truth is known. By all answers: how often they are right by Dawid and Skene, an estimate without an interval."
    >
      {people.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody can be compared with anybody yet.
        </Text>
      ) : (
        <FiguresTable columns={['Person', 'True label', 'By all answers']}>
          {people.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                {person.cells.length === 0 ? (
                  person.name
                ) : (
                  <ChooseButton
                    isChosen={chosen?.kind === 'person' && chosen.person === person}
                    onChoose={() => onChoose({ kind: 'person', person })}
                  >
                    {person.name}
                  </ChooseButton>
                )}
              </Table.Td>
              <Table.Td>
                <FigureCell figure={person.truth} unit="share" />
                <Text size="xs" c="dimmed">
                  {person.truth.value === null ? null : `${formatCount(person.truth.n)} items`}
                </Text>
              </Table.Td>
              <Table.Td>
                {person.dawid_skene === null ? '–' : formatPercent(person.dawid_skene)}
                <Text size="xs" c="dimmed">
                  {person.labels === 0 ? 'no shared items' : `${formatCount(person.labels)} shared items`}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </FiguresTable>
      )}
    </Panel>
  );
}
