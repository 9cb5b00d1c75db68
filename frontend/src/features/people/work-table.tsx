import { Anchor, Group, Table, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { DownloadButton } from '@/features/people/download-button';
import { spanName } from '@/features/people/span';
import {
  labelWords,
  secondsWords,
  shareWords,
  spentWords,
  whoWords,
  workTable,
  type Words,
} from '@/features/people/work-words';
import classes from '@/features/people/work.module.css';
import { itemQuery } from '@/shared/api/items';
import type { Project, Work, WorkFigures } from '@/shared/api/schema.gen';
import type { Span } from '@/shared/api/work';
import { formatCount, formatMoment, formatMoney } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { ScrollRegion } from '@/shared/ui/scroll-region';

interface WorkTableProps {
  project: Project;
  span: Span;
  work: Work;
  /** Of the days before: those that were asked for are still being counted. */
  isOld: boolean;
}

export function WorkTable({ project, span, work, isOld }: WorkTableProps) {
  return (
    <section className={boxes.panel} aria-label="What people did" aria-busy={isOld}>
      <Group justify="space-between" gap={8}>
        <Title order={3}>What people did</Title>
        <DownloadButton
          what="the work of people"
          file={[project.name, 'work', spanName(span)]}
          table={() => workTable(work)}
          isOld={isOld}
        />
      </Group>
      <Text size="xs" c="dimmed" mb={8}>
        Labels and skips that stand. Seconds: half of their labels took less. Same as others: how often another person
        gave the item the same label; true label: on audit and gold items whose truth is known (both 95 %). Change:{' '}
        {work.middle ? `before and since ${formatMoment(work.middle)}` : 'between the halves of the range'}. Money:
        paid, also for labels that were taken back. Days begin at midnight, {work.zone}.
      </Text>
      <ScrollRegion className={classes.scroll} label="What people did: table">
        <Table
          verticalSpacing={6}
          horizontalSpacing={8}
          fz="sm"
          className={`${classes.work} ${isOld ? classes.old : ''}`}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Person</Table.Th>
              <Table.Th className={classes.number}>Labels</Table.Th>
              <Table.Th className={classes.number}>Seconds</Table.Th>
              <Table.Th>Same as others</Table.Th>
              <Table.Th>True label</Table.Th>
              <Table.Th>Change</Table.Th>
              <Table.Th className={classes.number}>Money</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {work.people.map((person) => (
              <PersonLine key={person.who.id} project={project.id} person={person} currency={work.currency} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      <Text size="sm" mt={8} role="status">
        {sumWords(work)}
      </Text>
    </section>
  );
}

/** "40 labels; 12.00 EUR spent." */
function sumWords(work: Work): string {
  const labels = work.people.reduce((sum, person) => sum + person.labels, 0);
  return `${labels === 1 ? '1 label' : `${formatCount(labels)} labels`}; ${spentWords(work)}.`;
}

interface PersonLineProps {
  project: number;
  person: WorkFigures;
  currency: string;
}

function PersonLine({ project, person, currency }: PersonLineProps) {
  const { who } = person;
  const items = `/projects/${project}/items?${itemQuery({ person: who.id }).toString()}`;
  return (
    <Table.Tr className={who.has_left ? classes.gone : undefined}>
      <Table.Th scope="row" className={classes.who}>
        <Anchor
          component={Link}
          href={items}
          size="sm"
          className={who.has_left ? classes.dim : undefined}
          aria-label={`Items of ${who.name}`}
        >
          {who.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {whoWords(who)}
        </Text>
      </Table.Th>
      <TwoLines words={labelWords(person)} className={classes.number} />
      <TwoLines words={secondsWords(person)} className={classes.number} />
      <TwoLines words={shareWords(person.agreement, 'shared items')} />
      <TwoLines words={shareWords(person.right, 'known items')} />
      <Table.Td className={classes.change}>{person.labels === 0 ? '–' : person.drift}</Table.Td>
      <Table.Td className={classes.number}>{formatMoney(person.money, currency)}</Table.Td>
    </Table.Tr>
  );
}

function TwoLines({ words: { main, more }, className }: { words: Words; className?: string | undefined }) {
  return (
    <Table.Td className={className}>
      {main}
      <Text size="xs" c="dimmed">
        {more}
      </Text>
    </Table.Td>
  );
}
