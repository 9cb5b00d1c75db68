import { Text, Title } from '@mantine/core';
import { suggestionWords } from '@/features/wizard/preview/words';
import classes from '@/features/wizard/preview/preview.module.css';
import type { Preview, SeenItem, SeenLabel } from '@/shared/api/schema.gen';
import { ClassMark } from '@/shared/ui/class-mark';
import { Headings, SmallPrint } from '@/shared/ui/item-fields';
import { ScrollRegion } from '@/shared/ui/scroll-region';

/** The first items as annotators will see them, and below each what else is known of it. */
export function FirstItems({ preview: { items, labels } }: { preview: Preview }) {
  if (items.length === 0) return null;
  const areImages = items.some(({ thumbnail }) => thumbnail !== '');
  return (
    <section>
      <Title order={3} size="h3" mb={4}>
        As annotators will see them
      </Title>
      <Text size="sm" c="dimmed" mb={8}>
        The first {items.length === 1 ? 'item' : `${items.length} items`}. What stands below the line is hidden from
        them.
      </Text>
      <ScrollRegion label="The first items" className={areImages ? classes.gallery : classes.items}>
        {items.map((item, at) => (
          <article key={at} className={classes.item} aria-label={`Item ${at + 1}`}>
            <Content item={item} at={at} />
            <Known item={item} labels={labels} />
          </article>
        ))}
      </ScrollRegion>
    </section>
  );
}

function Content({ item: { text, thumbnail, fields, external_id: id }, at }: { item: SeenItem; at: number }) {
  return (
    <div className={classes.seen}>
      {thumbnail === '' ? null : (
        <img src={thumbnail} alt={id || text || `Image ${at + 1}`} width={96} height={96} />
      )}
      <Headings fields={fields} />
      {thumbnail === '' ? (
        <p dir="auto" className={classes.text}>
          {text}
        </p>
      ) : null}
      <SmallPrint fields={fields} />
    </div>
  );
}

function Known({ item, labels }: { item: SeenItem; labels: readonly SeenLabel[] }) {
  const { label, answers, suggestions, external_id: id } = item;
  return (
    <div className={classes.known}>
      {label === '' ? null : (
        <span>
          Known to be right: <Mark name={label} labels={labels} />
        </span>
      )}
      {answers.map((answer, at) => (
        <span key={at}>
          {answer.person || 'Somebody'}: {answer.label === '' ? 'skip' : <Mark name={answer.label} labels={labels} />}
        </span>
      ))}
      {suggestions.map((suggestion, at) => (
        <span key={at}>{suggestionWords(suggestion)}</span>
      ))}
      {label === '' && answers.length + suggestions.length === 0 ? <span>No label</span> : null}
      {id === '' ? null : <span className={classes.id}>{id}</span>}
    </div>
  );
}

/** Names that look alike are one class; which one, the server knows. */
function Mark({ name, labels }: { name: string; labels: readonly SeenLabel[] }) {
  const known = labels.find((label) => label.name === name || label.spellings.includes(name));
  return known ? <ClassMark name={known.name} color={known.color} classKey={known.key} /> : name;
}
