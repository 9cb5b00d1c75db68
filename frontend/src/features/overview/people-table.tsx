import { Table, Text, Title } from '@mantine/core';
import classes from '@/features/overview/overview.module.css';
import type { Estimate, PersonRow, Role } from '@/shared/api/schema.gen';
import { formatCount, formatMoment, formatPercent, formatPlural, formatRange } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { ScrollRegion } from '@/shared/ui/scroll-region';

const ROLE_WORDS: Record<Role, string> = {
  manager: 'manager',
  annotator: 'annotator',
  reviewer: 'reviewer',
};

export function PeopleTable({ people }: { people: PersonRow[] }) {
  return (
    <section className={boxes.panel} aria-label="People">
      <Title order={2} size="h3">
        People
      </Title>
      {people.length === 0 ? (
        <Text size="sm" c="dimmed" className={classes.empty}>
          Nobody has labelled yet.
        </Text>
      ) : (
        <Text size="xs" c="dimmed" mb={8}>
          Agreement: answers on audit items that match the known or agreed label (95 %).
        </Text>
      )}
      {people.length === 0 ? null : (
        <ScrollRegion className={classes.scroll} label="People: table">
          <Table verticalSpacing={6} horizontalSpacing={8} fz="sm" className={classes.people}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Person</Table.Th>
                <Table.Th>Labels</Table.Th>
                <Table.Th>s / label</Table.Th>
                <Table.Th>Labels / h</Table.Th>
                <Table.Th>Agreement</Table.Th>
                <Table.Th>Seen</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.map((person) => (
                <PersonLine key={person.id} person={person} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollRegion>
      )}
    </section>
  );
}

function PersonLine({ person }: { person: PersonRow }) {
  const { audit_agreement: agreement, seconds_per_label: seconds, labels_per_hour: rate, last_seen_at: seen } = person;
  return (
    <Table.Tr className={person.has_left ? classes.gone : undefined}>
      <Table.Td>
        <Text size="sm" truncate maw={120} title={person.username}>
          {person.username}
        </Text>
        <Text size="xs" c="dimmed">
          {roleWords(person)}
        </Text>
      </Table.Td>
      <Table.Td>
        {formatCount(person.labels)}
        <Text size="xs" c="dimmed">
          {formatPlural(person.skips, 'skip')}
        </Text>
      </Table.Td>
      <Table.Td>{seconds === null ? '–' : seconds.toFixed(1)}</Table.Td>
      <Table.Td>{rate === null ? '–' : formatCount(rate)}</Table.Td>
      <Table.Td>
        {agreement?.is_sure ? formatRange(agreement) : '–'}
        <Text size="xs" c="dimmed">
          {agreementWords(agreement)}
        </Text>
      </Table.Td>
      <Table.Td>
        {person.role === null ? '–' : person.online ? 'now' : seen === null ? 'never' : formatMoment(seen)}
      </Table.Td>
    </Table.Tr>
  );
}

function roleWords({ role, from_file: file }: PersonRow): string {
  if (role !== null) return ROLE_WORDS[role];
  return file ? `from ${file}, no login` : 'left';
}

function agreementWords(agreement: Estimate | null): string {
  if (!agreement) return 'not measured';
  if (agreement.is_sure) return `most likely ${formatPercent(agreement.value)}`;
  return `too few audit items: ${formatCount(agreement.n)}`;
}
