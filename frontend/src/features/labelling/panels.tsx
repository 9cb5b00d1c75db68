import { Button, Drawer, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { MAX_COMMENT_CHARS, MAX_SKIP_REASON_CHARS } from '@/shared/api/constants.gen';
import type { LabelClass } from '@/shared/api/schema.gen';
import { ClassMark } from '@/shared/ui/class-mark';
import type { Card, Deck } from './deck';
import type { Action, Binding } from './keys';
import { Badges, Palette, type Choice } from './palette';
import classes from './panels.module.css';
import type { Workplace } from './use-deck';

export type PanelName = 'guidelines' | 'keys' | 'commands' | 'filter' | 'comment' | 'reason';

interface PanelsProps {
  name: PanelName;
  deck: Deck;
  card: Card | null;
  bindings: readonly Binding[];
  workplace: Workplace;
  onAction: (action: Action) => void;
  onClose: () => void;
}

/** Everything that is one key away. One panel at a time. */
export default function Panels({ name, deck, card, bindings, workplace, onAction, onClose }: PanelsProps) {
  const labels = deck.project?.labels ?? [];
  switch (name) {
    case 'guidelines':
      return <Guidelines text={deck.project?.guidelines ?? ''} onClose={onClose} />;
    case 'keys':
      return <Keys bindings={bindings} labels={labels} onClose={onClose} />;
    case 'commands':
      return <Commands bindings={bindings} onAction={onAction} onClose={onClose} />;
    case 'filter':
      return <LabelFilter labels={labels} onAction={onAction} onClose={onClose} />;
    case 'comment':
      return (
        <CommentDialog
          text={card?.comment ?? ''}
          onSave={(text) => workplace.store.dispatch({ type: 'commented', text })}
          onClose={onClose}
        />
      );
    case 'reason':
      return <SkipDialog onSkip={(reason) => onAction({ type: 'skip', reason })} onClose={onClose} />;
  }
}

function Guidelines({ text, onClose }: { text: string; onClose: () => void }) {
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
  bindings: readonly Binding[];
  labels: readonly LabelClass[];
  onClose: () => void;
}

function Keys({ bindings, labels, onClose }: KeysProps) {
  const rows = bindings.filter((binding) => binding.chords.length > 0);
  return (
    <Modal opened onClose={onClose} title="Keys" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes.keys}>
        {rows.map(({ title, chords, action }) => {
          const label = action.type === 'label' ? labels.find((one) => one.id === action.label) : undefined;
          return (
            <div key={title + chords.join()}>
              <dt>
                <Badges chords={chords} />
              </dt>
              <dd>{label ? <ClassMark name={label.name} color={label.color} /> : title}</dd>
            </div>
          );
        })}
      </dl>
      <Text size="sm" c="dimmed" mt="md">
        The number pad counts as digits. Keys do nothing while you type in a field.
      </Text>
    </Modal>
  );
}

interface CommandsProps {
  bindings: readonly Binding[];
  onAction: (action: Action) => void;
  onClose: () => void;
}

function Commands({ bindings, onAction, onClose }: CommandsProps) {
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
  return <Palette title="All commands" choices={choices} empty="No such command." onClose={onClose} />;
}

interface LabelFilterProps {
  labels: readonly LabelClass[];
  onAction: (action: Action) => void;
  onClose: () => void;
}

function LabelFilter({ labels, onAction, onClose }: LabelFilterProps) {
  const choices = labels.map(({ id, name, color, key }): Choice => ({
    id: String(id),
    text: name,
    color,
    chords: key ? [key] : [],
    run: () => onAction({ type: 'label', label: id }),
  }));
  return (
    <Palette title="Find a label, then Enter" choices={choices} empty="No label has this name." onClose={onClose} />
  );
}

interface CommentDialogProps {
  text: string;
  onSave: (text: string) => void;
  onClose: () => void;
}

function CommentDialog({ text, onSave, onClose }: CommentDialogProps) {
  const [value, setValue] = useState(text);
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
    <Modal opened onClose={onClose} title="Comment on this item" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Textarea
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
    </Modal>
  );
}

const REASONS = ['Cannot tell', 'Two labels fit', 'No label fits', 'Broken or unreadable'];

function SkipDialog({ onSkip, onClose }: { onSkip: (reason: string) => void; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [other, setOther] = useState('');
  const skip = () => {
    onSkip(other.trim() || reason);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Skip this item" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          skip();
        }}
      >
        <Stack gap="md">
          <Radio.Group label="Why" value={reason} onChange={setReason}>
            <Stack gap="sm" mt="sm">
              {REASONS.map((one, index) => (
                <Radio key={one} value={one} label={one} {...(index === 0 && { 'data-autofocus': true })} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
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
    </Modal>
  );
}
