import { Button, Group, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { NoteField } from '@/features/review/note-field';
import type { ReviewItem } from '@/shared/api/review';
import type { ReviewPerson } from '@/shared/api/schema.gen';

type Sent = { why: string } & ({ to_answer: number } | { to_person: number });

interface SendBackFormProps {
  item: ReviewItem;
  people: readonly ReviewPerson[];
  onSend: (sent: Sent) => void;
  onClose: () => void;
}

const ANSWER = 'answer-';

/** To whom, and what they should look at. Those who answered come first, under the names that stand beside the item. */
export function SendBackForm({ item, people, onSend, onClose }: SendBackFormProps) {
  const [first] = item.answers;
  const [whom, setWhom] = useState(first ? `${ANSWER}${first.id}` : '');
  const [note, setNote] = useState('');
  const canSend = whom !== '' && note.trim() !== '';
  const send = () => {
    const why = note.trim();
    if (whom.startsWith(ANSWER)) onSend({ why, to_answer: Number(whom.slice(ANSWER.length)) });
    else onSend({ why, to_person: Number(whom) });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) send();
      }}
    >
      <Stack gap="md">
        <Radio.Group label="To" value={whom} onChange={setWhom}>
          <Stack gap="xs" mt="xs">
            {item.answers.map(({ id, who, label }) => (
              <Radio
                key={id}
                value={`${ANSWER}${id}`}
                label={label === null ? `${who}, who skipped it` : `${who}, who said ${label}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group label="Or to anybody here" value={whom} onChange={setWhom}>
          <Group gap="md" mt="xs" mah={160} style={{ overflowY: 'auto' }}>
            {people.map(({ id, name }) => (
              <Radio key={id} value={String(id)} label={name} />
            ))}
          </Group>
        </Radio.Group>
        <NoteField
          label="Note"
          description="They see it beside the item. Enter sends, Shift + Enter starts a new line."
          value={note}
          onChange={setNote}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!canSend}>
            Send it back
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
