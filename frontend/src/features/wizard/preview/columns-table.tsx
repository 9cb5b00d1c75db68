import { Select, Table, Text, Title } from '@mantine/core';
import { CHOOSABLE, withMeaning, type Choosable } from '@/features/wizard/preview/choices';
import type { PreviewHandle } from '@/features/wizard/preview/use-preview';
import { MEANING_WORDS } from '@/features/wizard/preview/words';
import classes from '@/features/wizard/preview/preview.module.css';
import type { Kind, Preview, Project, SeenColumn } from '@/shared/api/schema.gen';
import { ScrollRegion } from '@/shared/ui/scroll-region';

interface ColumnsTableProps {
  preview: Preview;
  project: Project;
  handle: PreviewHandle;
}

/** What each column will be; each can be made something else. */
export function ColumnsTable({ preview, project: { kind, fields }, handle: { choices, choose } }: ColumnsTableProps) {
  if (preview.columns.length === 0) return null;
  const hasSamples = preview.columns.some(({ samples }) => samples.length > 0);
  return (
    <section>
      <Title order={3} size="h3" mb={8}>
        What each column will be
      </Title>
      <ScrollRegion label="Columns" className={classes.scroller}>
        <Table verticalSpacing={6} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              {hasSamples ? <Table.Th>First values</Table.Th> : null}
              <Table.Th className={classes.choice}>Will be</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.columns.map((column, at) => (
              <Table.Tr key={`${column.name}-${at}`}>
                <Table.Th scope="row" className={classes.name}>
                  {column.name === '' ? <Text c="dimmed">(no name)</Text> : column.name}
                </Table.Th>
                {hasSamples ? <Table.Td className={classes.samples}>{column.samples.join(' · ')}</Table.Td> : null}
                <Table.Td className={classes.choice}>
                  <Meaning
                    column={column}
                    kind={kind}
                    onChoose={(meaning) => choose(withMeaning(choices, preview, column, meaning, fields))}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
    </section>
  );
}

/** What answers of a table of texts have; beside images their own files say it. */
const OF_TEXTS: readonly Choosable[] = ['text', 'person', 'time'];

interface MeaningProps {
  column: SeenColumn;
  kind: Kind;
  onChoose: (meaning: Choosable) => void;
}

function Meaning({ column: { name, meaning }, kind, onChoose }: MeaningProps) {
  // The main content is moved by choosing another column for it; a file of images has its pictures.
  if (name === '' || (meaning === 'text' && kind === 'text')) return <Text size="sm">{MEANING_WORDS[meaning]}</Text>;
  const offered = CHOOSABLE.filter((each) => kind === 'text' || !OF_TEXTS.some((one) => one === each));
  const isFixed = !offered.some((each) => each === meaning);
  const data = [...(isFixed ? [meaning] : []), ...offered].map((value) => ({ value, label: MEANING_WORDS[value] }));
  return (
    <Select
      size="xs"
      aria-label={`${name} will be`}
      data={data}
      value={meaning}
      allowDeselect={false}
      onChange={(chosen) => CHOOSABLE.filter((each) => each === chosen && each !== meaning).forEach(onChoose)}
    />
  );
}
