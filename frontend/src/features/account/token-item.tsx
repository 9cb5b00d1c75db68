import { Button, Code, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import classes from '@/features/account/account.module.css';
import { scopeWords, timeWords } from '@/features/account/token-words';
import { hasCode } from '@/shared/api/errors';
import type { AccessToken } from '@/shared/api/schema.gen';
import { revokeToken, tokensOptions } from '@/shared/api/tokens';
import { AskFirst } from '@/shared/ui/ask-first';

interface TokenItemProps {
  token: AccessToken;
  onRevoked: () => void;
}

/** A token in the list; it goes when it is revoked. */
export function TokenItem({ token, onRevoked }: TokenItemProps) {
  const client = useQueryClient();
  const revoke = async () => {
    await revokeToken(token.id).catch(unlessGone);
    onRevoked();
    await client.invalidateQueries(tokensOptions());
  };
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
      <AskFirst
        title={`Revoke “${token.name}”?`}
        keep="Keep token"
        go="Revoke token"
        isDanger
        action={revoke}
        button={(ask) => (
          <Button size="xs" variant="default" aria-label={`Revoke ${token.name}`} onClick={ask}>
            Revoke
          </Button>
        )}
      >
        Programs that use it are shut out at once. A revoked token cannot be brought back.
      </AskFirst>
    </li>
  );
}

/** Gone is gone, whoever did it. */
function unlessGone(error: unknown) {
  if (!hasCode(error, 'not_found')) throw error;
}
