import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { describeError } from '@/shared/api/errors';

interface CancelButtonProps {
  /** What the button says while it can be pressed. */
  words: string;
  isStopping: boolean;
  cancel: () => Promise<unknown>;
  /** What shows the work, beside the list of jobs: asked for anew afterwards, whatever came of it. */
  shownBy: readonly QueryKey[];
}

/** Ends long work that others may have ended already; why it could not be ended stands beside it. */
export function CancelButton({ words, isStopping, cancel: send, shownBy }: CancelButtonProps) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: send,
    onSettled: () => Promise.all([...shownBy, ['jobs']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  return (
    <Group gap={8}>
      {cancel.error ? (
        <Text size="xs" c="var(--app-danger)" role="alert">
          {describeError(cancel.error)}
        </Text>
      ) : null}
      <Button
        size="xs"
        variant="default"
        disabled={isStopping}
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {isStopping ? 'Stopping' : words}
      </Button>
    </Group>
  );
}
