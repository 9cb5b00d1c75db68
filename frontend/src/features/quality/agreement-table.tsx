import { Table, Text } from '@mantine/core';
import { FigureCell } from '@/features/quality/figure-cell';
import type { Unit } from '@/features/quality/figures';
import { FiguresTable } from '@/features/quality/figures-table';
import { Panel } from '@/features/quality/panel';
import type { QualityAgreement } from '@/shared/api/schema.gen';
import { formatCount } from '@/shared/lib/format';

const MEASURES: { name: keyof QualityAgreement; title: string; about: string; unit: Unit }[] = [
  { name: 'percent', title: 'Same label', about: 'of two people on one item', unit: 'share' },
  { name: 'fleiss', title: 'Fleiss’ kappa', about: 'the same beyond chance', unit: 'index' },
  { name: 'krippendorff', title: 'Krippendorff’s alpha', about: 'each answer counts once', unit: 'index' },
  {
    name: 'krippendorff_ordinal',
    title: 'Alpha for ordered labels',
    about: 'where their order means something, as of stars',
    unit: 'index',
  },
];

export function AgreementTable({ agreement }: { agreement: QualityAgreement }) {
  return (
    <Panel
      title="Agreement"
      note="On items with labels of two people or more; 95 % intervals. Index: 0 is chance, 1 always the same."
    >
      <FiguresTable columns={['Measure', 'Interval', 'Items']}>
        {MEASURES.map(({ name, title, about, unit }) => (
          <Table.Tr key={name}>
            <Table.Td>
              {title}
              <Text size="xs" c="dimmed">
                {about}
              </Text>
            </Table.Td>
            <Table.Td>
              <FigureCell figure={agreement[name]} unit={unit} />
            </Table.Td>
            <Table.Td>{formatCount(agreement[name].n)}</Table.Td>
          </Table.Tr>
        ))}
      </FiguresTable>
    </Panel>
  );
}
