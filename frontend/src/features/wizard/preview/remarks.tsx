import { Alert, Table, Text, Title } from '@mantine/core';
import { lineWords } from '@/features/wizard/preview/words';
import classes from '@/features/wizard/preview/preview.module.css';
import type { Contradiction, Preview, SeenCounts, Warning } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { ScrollRegion } from '@/shared/ui/scroll-region';

/** What has a table of its own. */
const IN_TABLE = 'contradictions';

/** What will be missing, apart from what else there is to know. */
export function Remarks({ preview: { losses, warnings } }: { preview: Preview }) {
  return (
    <>
      <RemarkList title="What will be missing" color="danger" remarks={losses} />
      <RemarkList title="Good to know" color="gray" remarks={warnings.filter(({ code }) => code !== IN_TABLE)} />
    </>
  );
}

interface RemarkListProps {
  title: string;
  color: string;
  remarks: readonly Warning[];
}

function RemarkList({ title, color, remarks }: RemarkListProps) {
  if (remarks.length === 0) return null;
  return (
    <Alert
      color={color}
      variant="outline"
      title={title}
      className={classes.remarks}
      data-quiet={color === 'gray' || undefined}
    >
      <ul>
        {remarks.map(({ code, detail }) => (
          <li key={code + detail}>{detail}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** The same content with two labels: which, and where. */
export function Contradictions({ preview: { contradictions, counts } }: { preview: Preview }) {
  if (contradictions.length === 0) return null;
  const hasLines = contradictions.some(({ lines }) => lines.length > 0);
  return (
    <section>
      <Title order={3} size="h3" mb={4}>
        {contradictionTitle(counts)}
      </Title>
      <Text size="sm" c="dimmed" mb={8}>
        The first label is taken. Mend the file first where that is wrong.
      </Text>
      <ScrollRegion label="Contradictions" className={classes.scroller}>
        <Table verticalSpacing={6} horizontalSpacing={12}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Item</Table.Th>
              <Table.Th>Labels</Table.Th>
              {hasLines ? <Table.Th>Where</Table.Th> : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {contradictions.map((each, at) => (
              <ContradictionRow key={at} contradiction={each} hasLines={hasLines} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      {counts.contradictions > contradictions.length ? (
        <Text size="sm" c="dimmed" mt={8}>
          And {formatPlural(counts.contradictions - contradictions.length, 'item')} more.
        </Text>
      ) : null}
    </section>
  );
}

function ContradictionRow({ contradiction, hasLines }: { contradiction: Contradiction; hasLines: boolean }) {
  const { content, labels, lines } = contradiction;
  return (
    <Table.Tr>
      <Table.Td className={classes.content}>{content}</Table.Td>
      <Table.Td>{labels.join(' and ')}</Table.Td>
      {hasLines ? <Table.Td className={classes.nowrap}>{lineWords(lines)}</Table.Td> : null}
    </Table.Tr>
  );
}

const contradictionTitle = ({ contradictions }: SeenCounts) =>
  contradictions === 1
    ? '1 item has more than one label'
    : `${formatPlural(contradictions, 'item')} have more than one label`;
