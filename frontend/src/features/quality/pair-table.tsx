import { Table, Text } from '@mantine/core';
import { ChooseButton } from '@/features/quality/choose-button';
import { FigureCell } from '@/features/quality/figure-cell';
import { pairName, type Chosen } from '@/features/quality/figures';
import { FiguresTable } from '@/features/quality/figures-table';
import { Panel } from '@/features/quality/panel';
import type { Quality } from '@/shared/api/schema.gen';
import { formatCount } from '@/shared/lib/format';

interface PairTableProps {
  quality: Quality;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}

export function PairTable({ quality: { pairs, pairs_in_all: all, people }, chosen, onChoose }: PairTableProps) {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const note =
    pairs.length < all
      ? `The ${pairs.length} of ${formatCount(all)} pairs that share most items.`
      : 'Who shares most items comes first.';
  return (
    <Panel title="Pairs of people" note={`${note} Kappa: Cohen’s, beyond chance.`}>
      {pairs.length === 0 ? (
        <Text size="sm" c="dimmed">
          No two people have labelled the same item.
        </Text>
      ) : (
        <FiguresTable columns={['Pair', 'Same label', 'Kappa', 'Items']}>
          {pairs.map((pair) => (
            <Table.Tr key={pairName(pair)}>
              <Table.Td>
                <ChooseButton
                  isChosen={chosen?.kind === 'pair' && chosen.pair === pair}
                  onChoose={() => onChoose({ kind: 'pair', pair })}
                >
                  {names.get(pair.first)} and {names.get(pair.second)}
                </ChooseButton>
              </Table.Td>
              <Table.Td>
                <FigureCell figure={pair.same} unit="share" />
              </Table.Td>
              <Table.Td>
                <FigureCell figure={pair.kappa} unit="index" />
              </Table.Td>
              <Table.Td>{formatCount(pair.same.n)}</Table.Td>
            </Table.Tr>
          ))}
        </FiguresTable>
      )}
    </Panel>
  );
}
