import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { answerWords } from '@/features/people/roles';
import type { DecisionTakeBack, Person } from '@/shared/api/schema.gen';
import { DecisionForm } from '@/shared/decisions/decision-form';
import { Dialog } from '@/shared/ui/dialog';

interface TakeBackProps {
  project: number;
  person: Person;
}

/** A person's answers count no more: which, what that does, and then it is done. */
export function TakeBack({ project, person }: TakeBackProps) {
  const [isOpen, dialog] = useDisclosure();
  const [wasOpened, setWasOpened] = useState(false);
  // Whoever has just taken back all of them goes on at this button.
  if (person.labels + person.skips === 0 && !wasOpened) return null;
  const open = () => {
    setWasOpened(true);
    dialog.open();
  };
  return (
    <>
      <Button variant="default" aria-label={`Take back answers of ${person.username}`} onClick={open}>
        Take back answers…
      </Button>
      <Dialog opened={isOpen} onClose={dialog.close} title={`Take back answers of ${person.username}`}>
        {isOpen ? <Which project={project} person={person} onClose={dialog.close} /> : null}
      </Dialog>
    </>
  );
}

function Which({ project, person, onClose }: TakeBackProps & { onClose: () => void }) {
  const [isSince, setIsSince] = useState(false);
  const [since, setSince] = useState('');
  const moment = new Date(since);
  const isWhole = !isSince || !Number.isNaN(moment.getTime());
  const body: DecisionTakeBack | null = isWhole
    ? { kind: 'take_back', person: person.user, ...(isSince && { since: moment.toISOString() }) }
    : null;
  return (
    <DecisionForm
      project={project}
      body={body}
      missing="Say since when; you see what would happen before it does."
      keep="Keep them"
      go={(seen) => `Take back ${answerWords(seen)}`}
      isDanger
      onDone={({ left }) => !left && onClose()}
      onClose={onClose}
    >
      <Radio.Group
        label="Which answers"
        value={isSince ? 'since' : 'all'}
        onChange={(value) => setIsSince(value === 'since')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="all" label={`All: ${answerWords(person)}`} data-autofocus />
          <Radio value="since" label="Those given since" />
        </Stack>
      </Radio.Group>
      {isSince ? (
        <TextInput
          type="datetime-local"
          label="Since"
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
      ) : null}
    </DecisionForm>
  );
}
