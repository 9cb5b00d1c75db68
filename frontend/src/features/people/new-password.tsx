import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useHandedOver } from '@/features/people/handed-over';
import { absolute } from '@/features/people/invitation-words';
import { newPasswordFor } from '@/shared/api/accounts';
import { Dialog } from '@/shared/ui/dialog';
import { Problem } from '@/shared/ui/problem';

interface NewPasswordProps {
  project: number;
  person: { id: number; username: string };
  onDone: () => void;
}

/** For who has forgotten theirs: a link, or a password that is drawn. */
export function NewPassword({ project, person: { id, username }, onDone }: NewPasswordProps) {
  const [isAsked, question] = useDisclosure();
  const { show } = useHandedOver(project);
  const make = useMutation({
    mutationFn: (by: 'link' | 'drawn') => newPasswordFor(project, id, by),
    onSuccess: ({ link, password }) => {
      if (link) show({ username, secret: absolute(link), kind: 'link' });
      if (password) show({ username, secret: password, kind: 'password' });
      question.close();
      onDone();
    },
  });
  return (
    <>
      <Button variant="default" aria-label={`New password for ${username}`} onClick={question.open}>
        New password
      </Button>
      <Dialog opened={isAsked} onClose={question.close} title={`New password for ${username}`}>
        <Text size="sm">
          With a link they choose one themselves: valid for a day, once; until then the present one stays. A drawn
          password counts at once and signs them out everywhere.
        </Text>
        <Problem error={make.error} mt="sm" />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" disabled={make.isPending} onClick={() => make.mutate('drawn')}>
            Draw a password
          </Button>
          <Button loading={make.isPending} onClick={() => make.mutate('link')} data-autofocus>
            Make a link
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
