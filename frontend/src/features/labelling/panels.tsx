import { Button, Drawer, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { MAX_COMMENT_CHARS, MAX_SKIP_REASON_CHARS } from '@/shared/api/constants.gen';
import type { LabelClass } from '@/shared/api/schema.gen';
import { ClassMark } from '@/shared/ui/class-mark';
import { KeyList } from '@/shared/ui/key-list';
import type { Card, Deck } from './deck';
import type { Action, Binding } from './keys';
import { Palette, type Choice } from './palette';
import { useFirstField } from './first-field';
import type { PanelGate, PanelName } from './panel-gate';
import classes from './panels.module.css';

export interface PanelsProps {
  name: PanelName;
  gate: PanelGate;
  deck: Deck;
  card: Card | null;
  /** Another item is on screen than when the panel was opened. */
  hasChanged: boolean;
  bindings: readonly Binding[];
  onAction: (action: Action) => void;
  onClose: () => void;
}

/** Everything that is one key away. One panel at a time. */
export default function Panels(props: PanelsProps) {
  const { name, gate, deck, card, hasChanged, bindings, onAction, onClose } = props;
  const labels = deck.project?.labels ?? [];
  const note = hasChanged ? <ChangedNote /> : null;
  switch (name) {
    case 'guidelines':
      return <Guidelines gate={gate} text={deck.project?.guidelines ?? ''} onClose={onClose} />;
    case 'keys':
      return <Keys gate={gate} bindings={bindings} labels={labels} onClose={onClose} />;
    case 'commands':
      return <Commands gate={gate} note={note} bindings={bindings} onAction={onAction} onClose={onClose} />;
    case 'filter':
      return <LabelFilter gate={gate} note={note} labels={labels} onAction={onAction} onClose={onClose} />;
    case 'comment':
      return (
        <CommentDialog
          gate={gate}
          note={note}
          text={card?.comment ?? ''}
          onSave={(text) => onAction({ type: 'comment', text })}
          onClose={onClose}
        />
      );
    case 'reason':
      return (
        <SkipDialog gate={gate} note={note} onSkip={(reason) => onAction({ type: 'skip', reason })} onClose={onClose} />
      );
  }
}

/** The panel stays, so that what is still being typed reaches no item; what is then chosen in it is refused. */
function ChangedNote() {
  return (
    <Text size="sm" role="alert" className={classes.changed}>
      The item changed while this was open. Nothing will be stored.
    </Text>
  );
}

/** Nothing to type in: what was typed too early is let go. */
function useNoField(gate: PanelGate): void {
  useEffect(() => void gate.handOver(), [gate]);
}

interface GuidelinesProps {
  gate: PanelGate;
  text: string;
  onClose: () => void;
}

function Guidelines({ gate, text, onClose }: GuidelinesProps) {
  useNoField(gate);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title="Guidelines"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {text ? (
        <p className={classes.guidelines}>{text}</p>
      ) : (
        <Text c="dimmed">The manager has not written any yet.</Text>
      )}
    </Drawer>
  );
}

interface KeysProps {
  gate: PanelGate;
  bindings: readonly Binding[];
  labels: readonly LabelClass[];
  onClose: () => void;
}

function Keys({ gate, bindings, labels, onClose }: KeysProps) {
  useNoField(gate);
  const markOf = ({ action }: Binding) => {
    const label = action.type === 'label' ? labels.find((one) => one.id === action.label) : undefined;
    return label && <ClassMark name={label.name} color={label.color} />;
  };
  return (
    <Modal opened onClose={onClose} title="Keys" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <KeyList bindings={bindings} wordsOf={(binding) => markOf(binding) ?? binding.title} />
      <Text size="sm" c="dimmed" mt="md">
        The number pad counts as digits. Keys do nothing while you type in a field.
      </Text>
    </Modal>
  );
}

interface CommandsProps {
  gate: PanelGate;
  note: ReactNode;
  bindings: readonly Binding[];
  onAction: (action: Action) => void;
  onClose: () => void;
}

function Commands({ gate, note, bindings, onAction, onClose }: CommandsProps) {
  const isLabel = (binding: Binding) => Number(binding.action.type === 'label');
  const choices = [...bindings]
    .sort((a, b) => isLabel(a) - isLabel(b))
    .filter(({ action }) => action.type !== 'commands')
    .map(({ title, chords, action }): Choice => ({
      id: action.type === 'label' ? `label-${action.label}` : action.type,
      text: action.type === 'label' ? `Label: ${title}` : title,
      chords: chords.slice(0, 2),
      run: () => onAction(action),
    }));
  return (
    <Palette
      gate={gate}
      note={note}
      title="All commands"
      choices={choices}
      empty="No such command."
      onClose={onClose}
    />
  );
}

interface LabelFilterProps {
  gate: PanelGate;
  note: ReactNode;
  labels: readonly LabelClass[];
  onAction: (action: Action) => void;
  onClose: () => void;
}

function LabelFilter({ gate, note, labels, onAction, onClose }: LabelFilterProps) {
  const choices = labels.map(({ id, name, color, key }): Choice => ({
    id: String(id),
    text: name,
    color,
    chords: key ? [key] : [],
    run: () => onAction({ type: 'label', label: id }),
  }));
  return (
    <Palette
      gate={gate}
      note={note}
      title="Find a label, then Enter"
      choices={choices}
      empty="No label has this name."
      onClose={onClose}
    />
  );
}

interface CommentDialogProps {
  gate: PanelGate;
  note: ReactNode;
  text: string;
  onSave: (text: string) => void;
  onClose: () => void;
}

function CommentDialog(props: CommentDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title="Comment on this item" closeButtonProps={{ 'aria-label': 'Close' }}>
      <CommentForm {...props} />
    </Modal>
  );
}

function CommentForm({ gate, note, text, onSave, onClose }: CommentDialogProps) {
  const [value, setValue] = useState(text);
  const field = useFirstField<HTMLTextAreaElement>(gate, (typed) => setValue(text + typed));
  const save = () => {
    onSave(value);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    <Stack gap="md">
      {note}
      <Textarea
        ref={field}
        data-autofocus
        rows={4}
        maxLength={MAX_COMMENT_CHARS}
        aria-label="Comment"
        description="Goes with your answer. Enter keeps it, Shift + Enter starts a new line."
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={save}>Keep the comment</Button>
      </Group>
    </Stack>
  );
}

const REASONS = ['Cannot tell', 'Two labels fit', 'No label fits', 'Broken or unreadable'];

interface SkipDialogProps {
  gate: PanelGate;
  note: ReactNode;
  onSkip: (reason: string) => void;
  onClose: () => void;
}

function SkipDialog(props: SkipDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title="Skip this item" closeButtonProps={{ 'aria-label': 'Close' }}>
      <SkipForm {...props} />
    </Modal>
  );
}

function SkipForm({ gate, note, onSkip, onClose }: SkipDialogProps) {
  const [reason, setReason] = useState('');
  const [other, setOther] = useState('');
  // Where the dialog's own focus goes as well, which comes a moment later.
  const [isInWords, setIsInWords] = useState(false);
  const words = useRef<HTMLInputElement>(null);
  const toWords = () => {
    setIsInWords(true);
    words.current?.focus();
  };
  const first = useFirstField<HTMLInputElement>(gate, (typed) => {
    setOther(typed.trimStart());
    if (typed.trim()) toWords();
  });
  const skip = () => {
    onSkip(other.trim() || reason);
    onClose();
  };
  // A letter is the start of somebody's own words; the focus moves before the browser puts it in.
  const onKeyDown = (event: KeyboardEvent) => {
    if (/^[^ ]$/u.test(event.key) && !event.ctrlKey && !event.metaKey) toWords();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        skip();
      }}
    >
      <Stack gap="md">
        {note}
        <Radio.Group label="Why" value={reason} onChange={setReason} onKeyDown={onKeyDown}>
          <Stack gap="sm" mt="sm">
            {REASONS.map((one, index) => (
              <Radio
                key={one}
                ref={index === 0 ? first : null}
                value={one}
                label={one}
                data-autofocus={(index === 0 && !isInWords) || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          ref={words}
          data-autofocus={isInWords || undefined}
          label="Or in your words"
          maxLength={MAX_SKIP_REASON_CHARS}
          value={other}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Skip the item</Button>
        </Group>
      </Stack>
    </form>
  );
}
