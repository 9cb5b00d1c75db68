import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import { KINDS } from '@/features/review/kinds';
import classes from '@/features/review/review.module.css';
import type { ReviewItem } from '@/shared/api/review';
import type { Project, ReviewAnswer } from '@/shared/api/schema.gen';
import { colorOf, nameOf } from '@/shared/items/names';
import { formatDuration, formatWholePercent } from '@/shared/lib/format';
import { ClassMark } from '@/shared/ui/class-mark';
import { Headings, SmallPrint } from '@/shared/ui/item-fields';
import { ScrollRegion } from '@/shared/ui/scroll-region';

interface ItemStageProps {
  project: Project;
  item: ReviewItem;
}

/** The item, and what people answered beside it. */
export function ItemStage({ project, item }: ItemStageProps) {
  const name = nameOf(item);
  return (
    <article aria-label={name} className={classes.item}>
      <Group gap="xs" justify="space-between" className={classes.itemHead}>
        <Text size="sm" component={Link} href={`/projects/${project.id}/items?item=${item.id}`} c="dimmed">
          {name}
        </Text>
        <Group gap="xs">
          {item.kinds.map((kind) => (
            <Badge key={kind} variant="default" tt="none">
              {KINDS[kind].mark}
            </Badge>
          ))}
        </Group>
      </Group>
      <ScrollRegion label="The item" className={classes.stage}>
        <Headings fields={item.fields} />
        {item.image ? (
          <img
            src={item.image.url}
            width={item.image.width}
            height={item.image.height}
            alt={name}
            className={classes.picture}
          />
        ) : (
          <p dir="auto" className={classes.text}>
            {item.text}
          </p>
        )}
        <SmallPrint fields={item.fields} />
      </ScrollRegion>
      <ol className={classes.answers} aria-label="Answers">
        {item.answers.map((answer) => (
          <Answer key={answer.id} project={project} answer={answer} />
        ))}
        <ModelSays project={project} item={item} />
      </ol>
    </article>
  );
}

function Answer({ project, answer }: { project: Project; answer: ReviewAnswer }) {
  const { who, label, skip_reason: reason, flagged, comment, seconds } = answer;
  return (
    <li className={classes.answer}>
      <strong className={classes.who} dir="auto">
        {who}
      </strong>
      <div className={classes.said}>
        {label === null ? (
          <span>skipped{reason ? `: ${reason}` : ''}</span>
        ) : (
          <ClassMark name={label} color={colorOf(project, label)} />
        )}
        {flagged ? <span>flagged</span> : null}
        {seconds > 0 ? <span className={classes.dim}>{formatDuration(seconds)}</span> : null}
        {comment ? (
          <p dir="auto" className={classes.comment}>
            “{comment}”
          </p>
        ) : null}
      </div>
    </li>
  );
}

function ModelSays({ project, item: { predicted } }: ItemStageProps) {
  const first = predicted?.likeliest[0];
  if (!first) return null;
  return (
    <li className={classes.answer}>
      <span className={`${classes.who} ${classes.dim}`}>model</span>
      <div className={classes.said}>
        <ClassMark name={first.label} color={colorOf(project, first.label)} />
        <span className={classes.dim}>{formatWholePercent(first.probability)}</span>
      </div>
    </li>
  );
}
