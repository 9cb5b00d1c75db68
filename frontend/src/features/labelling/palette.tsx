import { Combobox, Group, Modal, Text, TextInput, useCombobox } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { hasWords, wordsOf } from '@/shared/lib/typed-words';
import { KeyBadges } from '@/shared/ui/key-list';
import { useFirstField } from './first-field';
import type { PanelGate } from './panel-gate';
import classes from './panels.module.css';

export interface Choice {
  id: string;
  text: string;
  color?: string;
  chords: readonly string[];
  run: () => void;
}

interface PaletteProps {
  gate: PanelGate;
  /** Stands above the choices. */
  note: ReactNode;
  title: string;
  choices: readonly Choice[];
  empty: string;
  onClose: () => void;
}

/** Those that contain every typed word; those that begin with the first one come first. */
export function findChoices(choices: readonly Choice[], query: string): Choice[] {
  const words = wordsOf(query);
  const found = choices.filter((choice) => hasWords(choice.text, words));
  const [first] = words;
  const isFirst = (choice: Choice) => (first && choice.text.toLowerCase().startsWith(first) ? 0 : 1);
  return found.sort((a, b) => isFirst(a) - isFirst(b));
}

/** Type, arrow keys, Enter. */
export function Palette(props: PaletteProps) {
  return (
    <Modal.Root opened onClose={props.onClose} padding={0} size="lg" yOffset="12dvh">
      <Modal.Overlay />
      <Modal.Content aria-label={props.title}>
        <Modal.Body>
          {props.note}
          <Choices {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Inside the dialog, so that the list is there when the first hit is selected. */
function Choices({ gate, title, choices, empty, onClose }: PaletteProps) {
  const [query, setQuery] = useState('');
  const field = useFirstField<HTMLInputElement>(gate, setQuery);
  const combobox = useCombobox({ opened: true, onOpenedChange: (isOpen) => !isOpen && onClose() });
  const found = findChoices(choices, query);
  useEffect(() => {
    combobox.selectFirstOption();
    // The first hit is always ready for Enter.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query]);
  const choose = (id: string) => {
    onClose();
    found.find((choice) => choice.id === id)?.run();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} size="md">
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          ref={field}
          data-autofocus
          variant="unstyled"
          size="md"
          aria-label={title}
          placeholder={title}
          leftSection={<Search size={18} aria-hidden />}
          className={classes.search}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.choices} aria-label={title} tabIndex={0}>
        {found.map(({ id, text, color, chords }) => (
          <Combobox.Option key={id} value={id}>
            <Group gap="sm" wrap="nowrap">
              {color ? <span className={classes.swatch} style={{ background: color }} aria-hidden /> : null}
              <Text span size="sm" flex={1}>
                {text}
              </Text>
              <KeyBadges chords={chords} />
            </Group>
          </Combobox.Option>
        ))}
        {found.length === 0 ? <Combobox.Empty>{empty}</Combobox.Empty> : null}
      </Combobox.Options>
    </Combobox>
  );
}
