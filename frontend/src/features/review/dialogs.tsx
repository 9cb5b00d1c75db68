import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Judgement } from '@/features/review/desk';
import { NoteField } from '@/features/review/note-field';
import { SendBackForm } from '@/features/review/send-back-form';
import type { Binding } from '@/features/review/keys';
import classes from '@/features/review/review.module.css';
import type { ReviewItem } from '@/shared/api/review';
import type { LabelClass, Project, ReviewPerson } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { hasWords, wordsOf } from '@/shared/lib/typed-words';
import { ClassMark } from '@/shared/ui/class-mark';
import { Dialog } from '@/shared/ui/dialog';
import { KeyList } from '@/shared/ui/key-list';

export type DialogName = 'reject' | 'send_back' | 'find' | 'guidelines' | 'keys';

interface DialogsProps {
  name: DialogName;
  project: Project;
  item: ReviewItem | null;
  people: readonly ReviewPerson[];
  bindings: readonly Binding[];
  onJudge: (item: ReviewItem, judgement: Judgement) => void;
  onClose: () => void;
}

/** What opens over the page. */
export function Dialogs({ name, project, item, people, bindings, onJudge, onClose }: DialogsProps) {
  const judge = (judgement: Judgement) => {
    onClose();
    if (item) onJudge(item, judgement);
  };
  switch (name) {
    case 'reject':
      return (
        <Dialog opened onClose={onClose} title="Reject these answers">
          {item ? (
            <RejectForm item={item} onReject={(why) => judge({ kind: 'reject', why })} onClose={onClose} />
          ) : null}
        </Dialog>
      );
    case 'send_back':
      return (
        <Dialog opened onClose={onClose} title="Send it back, with a note">
          {item ? (
            <SendBackForm
              item={item}
              people={people}
              onSend={(sent) => judge({ kind: 'send_back', ...sent })}
              onClose={onClose}
            />
          ) : null}
        </Dialog>
      );
    case 'find':
      return (
        <Dialog opened onClose={onClose} title="Find a label">
          <FindLabel labels={project.labels} onChoose={(label) => judge({ kind: 'settle', label })} />
        </Dialog>
      );
    case 'guidelines':
      return (
        <Drawer
          opened
          onClose={onClose}
          position="right"
          size="lg"
          title="Guidelines"
          closeButtonProps={{ 'aria-label': 'Close' }}
          transitionProps={{ duration: 0 }}
        >
          <p className={classes.guidelines}>{project.guidelines || 'Nobody has written any yet.'}</p>
        </Drawer>
      );
    case 'keys':
      return (
        <Dialog opened onClose={onClose} title="Keys" size="lg">
          <KeyList bindings={bindings} />
        </Dialog>
      );
  }
}

interface RejectFormProps {
  item: ReviewItem;
  onReject: (why: string) => void;
  onClose: () => void;
}

function RejectForm({ item, onReject, onClose }: RejectFormProps) {
  const [why, setWhy] = useState('');
  const count = item.answers.length;
  const canReject = why.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canReject) onReject(why.trim());
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {formatPlural(count, 'answer')} will count no more, and the item is asked again. What was paid stays paid.
        </Text>
        <NoteField
          label="Why"
          description="Kept with the decision. Enter rejects, Shift + Enter starts a new line."
          value={why}
          onChange={setWhy}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="danger" disabled={!canReject}>
            Reject {formatPlural(count, 'answer')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FindLabelProps {
  labels: readonly LabelClass[];
  onChoose: (label: string) => void;
}

/** Type a part of its name, then Enter. */
function FindLabel({ labels, onChoose }: FindLabelProps) {
  const [typed, setTyped] = useState('');
  const words = wordsOf(typed);
  const found = labels.filter(({ name }) => hasWords(name, words));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (found[0]) onChoose(found[0].name);
      }}
    >
      <TextInput
        data-autofocus
        label="Its name, or a part of it"
        description="Enter takes the first."
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes.found} aria-label="Labels that fit">
        {found.map(({ id, name, color, key }) => (
          <li key={id}>
            <button type="button" className={classes.label} onClick={() => onChoose(name)}>
              <ClassMark name={name} color={color} classKey={key} />
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <Text size="sm" role="status">
          No label has this name.
        </Text>
      ) : null}
    </form>
  );
}
