import { Button, Code, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import classes from '@/features/account/account.module.css';
import { scopeWords, timeWords } from '@/features/account/token-words';
import { describeError, hasCode } from '@/shared/api/errors';
import type { AccessToken } from '@/shared/api/schema.gen';
import { revokeToken, tokensOptions } from '@/shared/api/tokens';

interface TokenItemProps {
  token: AccessToken;
  onRevoked: () => void;
}

/** A token in the list; it goes when it is revoked. */
export function TokenItem({ token, onRevoked }: TokenItemProps) {
  const [isAsked, question] = useDisclosure();
  return (
    <li className={classes.token}>
      <div>
        <Text size="sm" fw={600} className={classes.name}>
          {token.name}
        </Text>
        <Text size="xs" c="dimmed">
          <Code fz="xs">{token.prefix}…</Code> {scopeWords(token.scopes)}; {timeWords(token)}
        </Text>
      </div>
      <Button size="xs" variant="default" aria-label={`Revoke ${token.name}`} onClick={question.open}>
        Revoke
      </Button>
      <Modal
        opened={isAsked}
        onClose={question.close}
        title={`Revoke “${token.name}”?`}
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Question token={token} onRevoked={onRevoked} onKeep={question.close} />
      </Modal>
    </li>
  );
}

function Question({ token: { id }, onRevoked, onKeep }: TokenItemProps & { onKeep: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(id),
    onSuccess: onRevoked,
    onSettled: () => client.invalidateQueries(tokensOptions()),
  });
  // Gone is gone, whoever did it.
  const error = revoke.error && !hasCode(revoke.error, 'not_found') ? revoke.error : null;
  return (
    <>
      <Text size="sm">Programs that use it are shut out at once. A revoked token cannot be brought back.</Text>
      {error ? (
        <Text size="sm" c="var(--app-danger)" mt="sm" role="alert">
          {describeError(error)}
        </Text>
      ) : null}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onKeep} data-autofocus>
          Keep token
        </Button>
        <Button color="danger" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke token
        </Button>
      </Group>
    </>
  );
}
