import { Alert, Button, Group, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { MAX_COMMENT_CHARS } from '@/shared/api/constants.gen';
import { decisionOutcomeOptions, takeDecision } from '@/shared/api/decisions';
import { OfflineError, describeError } from '@/shared/api/errors';
import type { DecisionOutcome, DecisionWrite } from '@/shared/api/schema.gen';
import { LoadingStack } from '@/shared/ui/loading-stack';

interface DecisionFormProps {
  project: number;
  /** What is to be decided; null: not all of it is said yet. */
  body: DecisionWrite | null;
  /** What is missing, where that is null. */
  missing: string;
  /** The button that changes nothing. */
  keep: string;
  /** The button that does it. */
  go: (seen: DecisionOutcome) => string;
  isDanger?: boolean;
  /** Some of it is done; where the outcome says that more are left, the next step can be looked at here. */
  onDone: (done: DecisionOutcome) => void;
  onClose: () => void;
  /** What has to be said besides the reason; the first of it has the focus. */
  children?: ReactNode;
}

/** A decision on answers or items: why, what it would do, and the button that does it. */
export function DecisionForm({ project, body, missing, onDone, children, ...buttons }: DecisionFormProps) {
  const client = useQueryClient();
  const [why, setWhy] = useState('');
  const seen = useQuery(decisionOutcomeOptions(project, body));
  const take = useMutation({
    mutationFn: (said: DecisionWrite) => takeDecision(project, said),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: ['projects'] }),
  });
  const isLooking = seen.isFetching || take.isPending;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (body === null || isLooking || !seen.data || seen.data.items === 0) return;
    take.mutate({ ...body, why, expected: seen.data.items });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {children}
        <Textarea
          label="Why"
          description="Kept with the decision and in the project log. Annotators do not see it."
          autosize
          maxLength={MAX_COMMENT_CHARS}
          value={why}
          data-autofocus={children === undefined || undefined}
          onKeyDown={submitByEnter}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Trouble failed={take.error} unseen={seen.error} />
        {isLooking ? (
          <LoadingStack gap="xs" words="Looking what would happen">
            <Skeleton h={20} />
            <Skeleton h={20} w="70%" />
          </LoadingStack>
        ) : (
          <Text size="sm" role="status">
            {body === null ? missing : seen.data ? outcomeWords(seen.data) : ''}
          </Text>
        )}
        <Buttons seen={seen} isTaking={take.isPending} {...buttons} />
      </Stack>
    </form>
  );
}

/** A new line is made with Shift. */
function submitByEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

const outcomeWords = ({ left, detail }: DecisionOutcome) =>
  `${left ? 'They are many and go in steps. The first: ' : ''}${detail}`;

interface ButtonsProps extends Pick<DecisionFormProps, 'keep' | 'go' | 'isDanger' | 'onClose'> {
  seen: UseQueryResult<DecisionOutcome>;
  isTaking: boolean;
}

function Buttons({ seen, isTaking, keep, go, isDanger = false, onClose }: ButtonsProps) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {keep}
      </Button>
      {seen.data && seen.data.items > 0 ? (
        <Button type="submit" {...(isDanger && { color: 'danger' })} loading={isTaking} disabled={seen.isFetching}>
          {go(seen.data)}
        </Button>
      ) : seen.error ? (
        <Button variant="default" onClick={() => void seen.refetch()}>
          Try again
        </Button>
      ) : null}
    </Group>
  );
}

function Trouble({ failed, unseen }: { failed: Error | null; unseen: Error | null }) {
  const error = failed ?? unseen;
  if (error === null) return null;
  return (
    <Alert color="gray" role="alert" title={troubleWords(failed)}>
      {describeError(error)}
    </Alert>
  );
}

function troubleWords(failed: Error | null): string {
  if (failed === null) return 'It could not be looked at';
  return failed instanceof OfflineError ? 'It may have been done all the same' : 'Nothing was changed';
}
