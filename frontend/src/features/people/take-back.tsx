import { Alert, Button, Group, Radio, Skeleton, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { answerWords } from '@/features/people/roles';
import { decisionOutcomeOptions, takeDecision } from '@/shared/api/decisions';
import { describeError } from '@/shared/api/errors';
import type { DecisionTakeBack, Person } from '@/shared/api/schema.gen';
import { Dialog } from '@/shared/ui/dialog';
import { LoadingStack } from '@/shared/ui/loading-stack';

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
  const [why, setWhy] = useState('');
  const moment = new Date(since);
  const isWhole = !isSince || !Number.isNaN(moment.getTime());
  const body: DecisionTakeBack = {
    kind: 'take_back',
    person: person.user,
    ...(isSince && isWhole && { since: moment.toISOString() }),
  };
  return (
    <Stack gap="md">
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
      <Textarea
        label="Why"
        description="Kept with the decision and in the project log. Annotators do not see it."
        autosize
        maxLength={2000}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      {isWhole ? (
        <Outcome project={project} body={body} why={why} onClose={onClose} />
      ) : (
        <>
          <Text size="sm" role="status">
            Say since when; you see what would happen before it does.
          </Text>
          <Buttons onClose={onClose} />
        </>
      )}
    </Stack>
  );
}

interface OutcomeProps {
  project: number;
  body: DecisionTakeBack;
  why: string;
  onClose: () => void;
}

/** What it would do, and the button that does it. */
function Outcome({ project, body, why, onClose }: OutcomeProps) {
  const client = useQueryClient();
  const seen = useQuery(decisionOutcomeOptions(project, body));
  const take = useMutation({
    mutationFn: (expected: number) => takeDecision(project, { ...body, why, expected }),
    onSuccess: (done) => {
      if (!done.left) onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['projects'] }),
  });
  const error = take.error ?? seen.error;
  return (
    <>
      {error ? (
        <Alert color="gray" role="alert" title={take.error ? 'Nothing was taken back' : 'It could not be looked at'}>
          {describeError(error)}
        </Alert>
      ) : null}
      {seen.isFetching || take.isPending ? (
        <LoadingStack gap="xs" words="Looking what would happen">
          <Skeleton h={20} />
          <Skeleton h={20} w="70%" />
        </LoadingStack>
      ) : seen.data ? (
        <Text size="sm" role="status">
          {seen.data.left ? 'They are many and go in steps. The first: ' : ''}
          {seen.data.detail}
        </Text>
      ) : null}
      <Buttons onClose={onClose}>
        {seen.data && seen.data.items > 0 ? (
          <Button
            color="danger"
            loading={take.isPending}
            disabled={seen.isFetching}
            onClick={() => take.mutate(seen.data.items)}
          >
            Take back {answerWords(seen.data)}
          </Button>
        ) : seen.error ? (
          <Button variant="default" onClick={() => void seen.refetch()}>
            Try again
          </Button>
        ) : null}
      </Buttons>
    </>
  );
}

function Buttons({ onClose, children }: { onClose: () => void; children?: ReactNode }) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        Keep them
      </Button>
      {children}
    </Group>
  );
}
