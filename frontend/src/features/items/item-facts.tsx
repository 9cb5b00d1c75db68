import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { AnswerList } from '@/features/items/answer-list';
import classes from '@/features/items/item-facts.module.css';
import { likelyWords, valueWords } from '@/features/items/item-words';
import { SimilarItems } from '@/features/items/similar-items';
import type { DecisionsInUse } from '@/features/items/use-decisions';
import type { Place } from '@/features/items/use-place';
import type { ItemDetail, Project } from '@/shared/api/schema.gen';
import { DecisionRow } from '@/shared/decisions/decision-row';
import { colorOf, nameOf } from '@/shared/items/names';
import { formatCount, formatPlural, formatWholePercent } from '@/shared/lib/format';
import { ROLES, STATES } from '@/shared/lib/item-words';
import boxes from '@/shared/ui/boxes.module.css';
import { ClassMark } from '@/shared/ui/class-mark';
import { Headings, SmallPrint } from '@/shared/ui/item-fields';

interface ItemFactsProps {
  project: Project;
  item: ItemDetail;
  place: Place;
  decisions: DecisionsInUse;
}

/** All that is known of an item. */
export function ItemFacts({ project, item, place, decisions }: ItemFactsProps) {
  return (
    <Stack gap="lg">
      <Content item={item} />
      <Amounts project={project} item={item} />
      {item.suspicion === null ? null : (
        <Part title="Suspected error">
          <Text size="sm">{item.suspicion}</Text>
        </Part>
      )}
      <Part title={item.given.length > 0 ? 'Why it was asked' : 'Where it waits'}>
        <Text size="sm">{item.why}</Text>
        {item.duplicate_of === null ? null : (
          <Anchor component={Link} href={place.hrefOf(item.duplicate_of)} size="sm">
            The item that is nearly the same
          </Anchor>
        )}
      </Part>
      {item.given.length > 0 ? (
        <Part title="Answers">
          <AnswerList project={project} answers={item.given} />
        </Part>
      ) : null}
      {item.decisions.length > 0 ? (
        <Part title="Decisions">
          <ul className={boxes.list}>
            {item.decisions.map((decision) => (
              <DecisionRow
                key={decision.id}
                decision={decision}
                isUndoing={decisions.undoing === decision.id}
                onUndo={project.role === 'manager' ? () => decisions.undoOne(decision.id) : undefined}
              />
            ))}
          </ul>
        </Part>
      ) : null}
      <Part title="What the model made of it">
        <Predictions item={item} />
      </Part>
      {item.suggestions.length > 0 ? (
        <Part title="Suggestions">
          <ul className={classes.plain}>
            {item.suggestions.map(({ id, model, version, label, probability, score }) => (
              <li key={id}>
                {[model || 'a model without a name', version].filter(Boolean).join(' ')}: {label}
                {probability === null ? '' : ` ${formatWholePercent(probability)}`}
                {score === null ? '' : ` (${score})`}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      <Columns item={item} />
      <SimilarItems project={project} item={item.id} place={place} />
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h4" mb={8}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function Content({ item }: { item: ItemDetail }) {
  return (
    <div className={classes.content}>
      <Headings fields={item.fields} />
      {item.image ? (
        <img
          src={item.image.url}
          width={item.image.width}
          height={item.image.height}
          alt={nameOf(item)}
          className={classes.picture}
        />
      ) : (
        <p dir="auto" className={classes.text}>
          {item.text}
        </p>
      )}
      <SmallPrint fields={item.fields} />
    </div>
  );
}

/** What its answers amount to. */
function Amounts({ project, item }: { project: Project; item: ItemDetail }) {
  const marks = [
    item.is_adjudicated ? 'adjudicated' : null,
    item.role === 'pool' ? null : ROLES[item.role],
    item.leased ? 'in somebody’s hands' : null,
    item.flagged ? 'flagged' : null,
    item.rank === null ? null : `rank ${formatCount(item.rank)} in the queue`,
  ].filter((mark) => mark !== null);
  return (
    <Group gap="sm">
      {item.label === null ? (
        <Text fw={600}>{STATES[item.state]}</Text>
      ) : (
        <ClassMark name={item.label} color={colorOf(project, item.label)} />
      )}
      {item.share === null ? null : (
        <Text size="sm">
          {formatWholePercent(item.share)} of {formatPlural(item.answers, 'label')}
        </Text>
      )}
      {item.truth === null ? null : <Text size="sm">known to be {item.truth}</Text>}
      {marks.map((mark) => (
        <Badge key={mark} variant="default" tt="none">
          {mark}
        </Badge>
      ))}
    </Group>
  );
}

function Predictions({ item }: { item: ItemDetail }) {
  if (item.predictions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing is kept: a round keeps it of the items that it ranks among its first, and of audit items.
      </Text>
    );
  }
  return (
    <>
      <ol className={classes.plain}>
        {item.predictions.map(({ round, likeliest }) => (
          <li key={round} className={classes.prediction}>
            <span>Round {round}</span>
            <span>{likeliest.map(likelyWords).join(', ')}</span>
          </li>
        ))}
      </ol>
      <Text size="xs" c="dimmed" mt={4}>
        The newest round first. Of rounds that did not rank it, nothing is kept.
      </Text>
    </>
  );
}

/** Its own columns, less those that stand beside it already. */
function Columns({ item }: { item: ItemDetail }) {
  const shown = new Set(item.fields.map(({ name }) => name));
  const own = Object.entries(item.metadata).filter(([name, value]) => !shown.has(name) && valueWords(value) !== '');
  const rows: [string, string][] = [
    ['number', String(item.id)],
    ...(item.external_id ? [['external id', item.external_id] satisfies [string, string]] : []),
    ...own.map(([name, value]): [string, string] => [name, valueWords(value)]),
  ];
  return (
    <Part title="Columns">
      <dl className={classes.columns}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
