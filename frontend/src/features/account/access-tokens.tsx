import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import classes from '@/features/account/account.module.css';
import { NewToken } from '@/features/account/new-token';
import { TokenItem } from '@/features/account/token-item';
import type { AccessTokenMade } from '@/shared/api/schema.gen';
import { tokensOptions } from '@/shared/api/tokens';
import boxes from '@/shared/ui/boxes.module.css';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { Problem } from '@/shared/ui/problem';
import { SecretNote } from '@/shared/ui/secret-note';

/** How programs of this person come in. */
export function AccessTokens() {
  const client = useQueryClient();
  const [isAsked, form] = useDisclosure();
  const [made, setMade] = useState<readonly AccessTokenMade[]>([]);
  const forget = (id: number) => setMade((all) => all.filter(({ token }) => token.id !== id));
  return (
    <section className={classes.tokens} aria-labelledby="access-tokens">
      <Group justify="space-between" mb={4}>
        <Title order={2} id="access-tokens">
          Access tokens
        </Title>
        {isAsked ? null : (
          <Button variant="default" onClick={form.open}>
            New token
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        Your programs send a token in place of your password, and act as you. Give each program its own, for no more
        than it needs.
      </Text>
      {made.map(({ token, secret }) => (
        <SecretNote key={token.id} of={token.name} secret={secret} onDismiss={() => forget(token.id)}>
          Copy it now: it is not stored, and cannot be seen again. Whoever has it can do what the token is for.
        </SecretNote>
      ))}
      {isAsked ? (
        <NewToken
          onMade={(token) => {
            form.close();
            setMade((all) => [...all, token]);
            void client.invalidateQueries(tokensOptions());
          }}
          onCancel={form.close}
        />
      ) : null}
      <TokenList onRevoked={forget} />
    </section>
  );
}

function TokenList({ onRevoked }: { onRevoked: (id: number) => void }) {
  const { data, error } = useQuery(tokensOptions());
  if (!data && !error) {
    return (
      <LoadingStack words="Loading your tokens">
        <Skeleton h={64} />
      </LoadingStack>
    );
  }
  return (
    <>
      <Problem error={error} mb="sm" />
      {data?.length === 0 ? <Text size="sm">You have no access tokens.</Text> : null}
      {data && data.length > 0 ? (
        <ul className={boxes.list}>
          {data.map((token) => (
            <TokenItem key={token.id} token={token} onRevoked={() => onRevoked(token.id)} />
          ))}
        </ul>
      ) : null}
    </>
  );
}
