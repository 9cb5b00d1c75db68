import { Table, Text } from '@mantine/core';
import { ChooseButton } from '@/features/quality/choose-button';
import { FigureCell } from '@/features/quality/figure-cell';
import type { Chosen } from '@/features/quality/figures';
import { FiguresTable } from '@/features/quality/figures-table';
import { Panel } from '@/features/quality/panel';
import type { QualityPerson } from '@/shared/api/schema.gen';
import { formatCount } from '@/shared/lib/format';

interface ModelTableProps {
  people: QualityPerson[];
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}

export function ModelTable({ people, chosen, onChoose }: ModelTableProps) {
  const compared = people.filter(({ model_cells: cells }) => cells.length > 0);
  return (
    <Panel
      title="People and the model"
      note="How often a person gives the label that the model thought likeliest before it learned any answer to the item."
    >
      {compared.length === 0 ? (
        <Text size="sm" c="dimmed">
          No round has ranked an item that somebody labelled since.
        </Text>
      ) : (
        <FiguresTable columns={['Person', 'As the model', 'Items']}>
          {compared.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                <ChooseButton
                  isChosen={chosen?.kind === 'model' && chosen.person === person}
                  onChoose={() => onChoose({ kind: 'model', person })}
                >
                  {person.name}
                </ChooseButton>
              </Table.Td>
              <Table.Td>
                <FigureCell figure={person.model} unit="share" />
              </Table.Td>
              <Table.Td>{formatCount(person.model.n)}</Table.Td>
            </Table.Tr>
          ))}
        </FiguresTable>
      )}
    </Panel>
  );
}
