import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { Problem } from '@/shared/ui/problem';

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
      <Problem error={cancel.error} size="xs" />
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
