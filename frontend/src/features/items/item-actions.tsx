import { Button, Group, Kbd } from '@mantine/core';
import classes from '@/features/items/item-facts.module.css';
import { DEEDS, type Action, type Deed } from '@/features/items/keys';
import type { ItemDetail, LabelClass, Project } from '@/shared/api/schema.gen';
import { colorOf } from '@/shared/items/names';
import { showChord } from '@/shared/lib/keys';
import { ClassMark } from '@/shared/ui/class-mark';

// More labels than these are found by their name.
const MOST_BUTTONS = 12;

interface ItemActionsProps {
  project: Project;
  item: ItemDetail;
  onAction: (action: Action) => void;
}

/** What a manager can decide on the open item; each button shows its key. */
export function ItemActions({ project, item, onAction }: ItemActionsProps) {
  const deeds: Deed[] = ['ask_again', item.state === 'set_aside' ? 'put_back' : 'set_aside', 'remove'];
  return (
    <section aria-label="Decide" className={classes.actions}>
      {item.state === 'set_aside' ? null : (
        <Group gap="sm">
          {labelsFor(project, item).map(({ id, name, key }) => (
            <Button
              key={id}
              variant="default"
              className={classes.label}
              aria-pressed={item.is_adjudicated && item.label === name}
              aria-keyshortcuts={key || undefined}
              onClick={() => onAction({ type: 'label', label: name })}
            >
              <ClassMark name={name} color={colorOf(project, name)} classKey={key} />
            </Button>
          ))}
          <DeedButton deed="settle" words={DEEDS.settle.words} onAction={onAction} />
        </Group>
      )}
      <Group gap="sm">
        {deeds.map((deed) => (
          <DeedButton key={deed} deed={deed} words={DEEDS[deed].words} onAction={onAction} />
        ))}
      </Group>
    </section>
  );
}

interface DeedButtonProps {
  deed: Deed;
  words: string;
  onAction: (action: Action) => void;
}

function DeedButton({ deed, words, onAction }: DeedButtonProps) {
  const { chord } = DEEDS[deed];
  return (
    <Button
      variant="subtle"
      color={deed === 'remove' ? 'danger' : 'gray'}
      size="compact-sm"
      aria-keyshortcuts={chord.replace('shift+', 'Shift+')}
      rightSection={
        <Kbd size="xs" aria-hidden>
          {showChord(chord)}
        </Kbd>
      }
      onClick={() => onAction({ type: 'deed', deed })}
    >
      {words}
    </Button>
  );
}

/** All labels of a short list; of a long one those that somebody or a model has named. */
function labelsFor({ labels }: Project, item: ItemDetail): readonly LabelClass[] {
  if (labels.length <= MOST_BUTTONS) return labels;
  const named = new Set([
    item.label,
    ...item.votes.map(({ label }) => label),
    ...item.suggestions.map(({ label }) => label),
    ...(item.predicted?.likeliest ?? []).map(({ label }) => label),
  ]);
  return labels.filter(({ name }) => named.has(name)).slice(0, MOST_BUTTONS);
}
