import { Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { showChord, type Binding } from '@/shared/lib/keys';
import classes from '@/shared/ui/key-list.module.css';

export function KeyBadges({ chords }: { chords: readonly string[] }) {
  return (
    <span className={classes.badges}>
      {chords.map((chord) => (
        <Kbd key={chord}>{showChord(chord)}</Kbd>
      ))}
    </span>
  );
}

interface KeyListProps<Action> {
  bindings: readonly Binding<Action>[];
  /** What stands beside the keys; the title where nothing is said. */
  wordsOf?: (binding: Binding<Action>) => ReactNode;
}

/** All keys of a page, and what they do. */
export function KeyList<Action>({ bindings, wordsOf = ({ title }) => title }: KeyListProps<Action>) {
  return (
    <dl className={classes.keys}>
      {bindings
        .filter(({ chords }) => chords.length > 0)
        .map((binding) => (
          <div key={binding.title + binding.chords.join()}>
            <dt>
              <KeyBadges chords={binding.chords} />
            </dt>
            <dd>{wordsOf(binding)}</dd>
          </div>
        ))}
    </dl>
  );
}
