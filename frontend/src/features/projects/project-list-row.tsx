import { Button, Group, Progress, Skeleton, Text } from '@mantine/core';
import { FileText, Image } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { projectAction, projectHref, waitingWords } from '@/features/projects/project-action';
import classes from '@/features/projects/projects.module.css';
import type { ProjectRow } from '@/shared/api/schema.gen';
import { Sparkline } from '@/shared/charts/sparkline';
import { formatCount, formatMoney, formatPercent, formatPlural, formatRange } from '@/shared/lib/format';
import type { Kept } from '@/shared/lib/waiting-answers';
import boxes from '@/shared/ui/boxes.module.css';
import { StatusBadge } from '@/shared/ui/status-badge';

export function ProjectListRow({ row, kept }: { row: ProjectRow; kept?: Kept | undefined }) {
  return (
    <li className={classes.row}>
      <Name row={row} kept={kept} />
      {row.status === 'draft' ? <Draft row={row} /> : <Figures row={row} />}
      <div className={classes.action}>
        <Action row={row} />
      </div>
    </li>
  );
}

function Name({ row, kept }: { row: ProjectRow; kept: Kept | undefined }) {
  const href = projectHref(row);
  const Icon = row.kind === 'image' ? Image : FileText;
  return (
    <div className={classes.name}>
      <Group gap={8} wrap="nowrap">
        {href ? (
          <Link href={href} className={classes.link}>
            {row.name}
          </Link>
        ) : (
          <span className={classes.link}>{row.name}</span>
        )}
        <StatusBadge status={row.status} endedBy={row.ended_by} />
      </Group>
      <Text size="xs" c="dimmed" className={classes.kind}>
        <Icon size={14} aria-hidden />
        {row.items === 0 ? EMPTY_WORDS[row.kind] : formatPlural(row.items, row.kind)}
        {row.people_online > 0 ? ` · ${formatCount(row.people_online)} on line` : null}
      </Text>
      {row.returned > 0 ? <CameBack row={row} /> : null}
      {kept ? <KeptAnswers row={row} kept={kept} /> : null}
    </div>
  );
}

/** What reviewers sent back to who looks at the list. */
function CameBack({ row: { id, returned } }: { row: ProjectRow }) {
  return (
    <Text size="xs" fw={600}>
      <Link href={`/projects/${id}/label`} className={classes.refused}>
        {formatPlural(returned, 'item')} came back, with {returned === 1 ? 'a note' : 'notes'}
      </Link>
    </Text>
  );
}

/** Answers that are still on this machine; those that wait are sent from any page. */
function KeptAnswers({ row, kept: { waiting, refused } }: { row: ProjectRow; kept: Kept }) {
  return (
    <>
      {waiting > 0 ? (
        <Text size="xs">{`${formatPlural(waiting, 'answer')} ${waiting === 1 ? 'waits' : 'wait'} on this machine to be sent`}</Text>
      ) : null}
      {refused > 0 ? (
        <Text size="xs" c="var(--app-danger)">
          <Link href={`/projects/${row.id}/label`} className={classes.refused}>
            {`${formatPlural(refused, 'answer')} ${refused === 1 ? 'was' : 'were'} not counted: see why`}
          </Link>
        </Text>
      ) : null}
    </>
  );
}

const EMPTY_WORDS: Record<ProjectRow['kind'], string> = { image: 'Images', text: 'Texts' };

function Draft({ row }: { row: ProjectRow }) {
  return (
    <Text size="sm" c="dimmed" className={classes.draft}>
      {row.items === 0 ? 'No items yet. Add a file to go on.' : 'Items are in. Labels and budget come next.'}
    </Text>
  );
}

function Figures({ row }: { row: ProjectRow }) {
  return (
    <>
      <Cell caption="labels">
        <Text size="sm">
          {formatCount(row.labels)} of {formatCount(row.budget_labels)}
        </Text>
        <Progress
          value={row.budget_labels === 0 ? 0 : (row.labels / row.budget_labels) * 100}
          size={6}
          mt={6}
          aria-label={`Labels of ${row.name}`}
        />
      </Cell>
      {row.role === 'annotator' ? (
        <div className={classes.nothing} />
      ) : (
        <Cell caption="accuracy">
          <Accuracy row={row} />
        </Cell>
      )}
      <Cell caption="budget">
        <Money row={row} />
      </Cell>
    </>
  );
}

function Cell({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" className={classes.caption}>
        {caption}
      </Text>
      {children}
    </div>
  );
}

function Accuracy({ row: { accuracy, awaited, accuracy_series: series } }: { row: ProjectRow }) {
  if (!accuracy) {
    return (
      <Text size="sm" c="dimmed">
        {awaited
          ? `${formatCount(awaited.answered)} of about ${formatPlural(awaited.needed, 'audit answer')}`
          : 'too few audit items to know'}
      </Text>
    );
  }
  return (
    <Group gap={12} className={classes.accuracy}>
      <Text size="sm" className={classes.figure}>
        {formatRange(accuracy)}
        <span className={classes.margin}>most likely {formatPercent(accuracy.value)}</span>
      </Text>
      <Sparkline values={series} width={72} />
    </Group>
  );
}

function Money({ row }: { row: ProjectRow }) {
  const left = Math.max(0, row.budget_labels - row.labels);
  if (row.budget_money === null || row.spent_money === null)
    return <Text size="sm">{left === 0 ? 'all spent' : `${formatPlural(left, 'label')} left`}</Text>;
  const money = Math.max(0, Number(row.budget_money) - Number(row.spent_money));
  return (
    <>
      <Text size="sm">{formatMoney(row.spent_money, row.currency)} spent</Text>
      <Text size="xs" c="dimmed">
        {formatMoney(money, row.currency)} left
      </Text>
    </>
  );
}

function Action({ row }: { row: ProjectRow }) {
  const action = projectAction(row);
  if (!action) {
    return (
      <Text size="sm" c="dimmed">
        {waitingWords(row)}
      </Text>
    );
  }
  return (
    <Button
      component={Link}
      href={action.href}
      variant={action.isPrimary ? 'filled' : 'default'}
      aria-label={`${action.label}: ${row.name}`}
      className={classes.button}
    >
      {action.label}
    </Button>
  );
}

export function ProjectListSkeleton() {
  return (
    <div aria-busy="true">
      <span className="visually-hidden" role="status">
        Loading the projects
      </span>
      <Skeleton h={24} w={140} mb="md" />
      <div className={boxes.list}>
        {[0, 1, 2].map((row) => (
          <div key={row} className={classes.row}>
            <div className={classes.name}>
              <Skeleton h={18} w="60%" mb={8} />
              <Skeleton h={12} w="35%" />
            </div>
            <Skeleton h={32} />
            <Skeleton h={24} />
            <Skeleton h={32} />
            <Skeleton h={36} w={112} className={classes.action} />
          </div>
        ))}
      </div>
    </div>
  );
}
