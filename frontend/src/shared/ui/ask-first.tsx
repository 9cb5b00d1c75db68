import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from '@/shared/ui/dialog';
import { Problem } from '@/shared/ui/problem';

interface AskedProps {
  /** What follows from it. */
  children: ReactNode;
  /** The button that changes nothing. */
  keep: string;
  /** The button that does it. */
  go: string;
  isDanger?: boolean;
  action: () => Promise<unknown>;
}

interface AskFirstProps extends AskedProps {
  title: string;
  button: (ask: () => void) => ReactNode;
}

/** Asks once before something is done; the dialog stays until it is done, and says why it could not be. */
export function AskFirst({ title, button, ...asked }: AskFirstProps) {
  const [isAsked, question] = useDisclosure();
  return (
    <>
      {button(question.open)}
      <Dialog opened={isAsked} onClose={question.close} title={title}>
        <Asked {...asked} onEnd={question.close} />
      </Dialog>
    </>
  );
}

function Asked({ children, keep, go, isDanger = false, action, onEnd }: AskedProps & { onEnd: () => void }) {
  const act = useMutation({ mutationFn: action, onSuccess: onEnd });
  return (
    <>
      <Text size="sm" component="div">{children}</Text>
      <Problem error={act.error} mt="sm" />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onEnd} data-autofocus>
          {keep}
        </Button>
        <Button {...(isDanger && { color: 'danger' })} loading={act.isPending} onClick={() => act.mutate()}>
          {go}
        </Button>
      </Group>
    </>
  );
}
