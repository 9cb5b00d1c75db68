import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ClosedLink, Problem } from '@/features/join/closed-link';
import { ownerOfLink, resetPassword } from '@/shared/api/accounts';
import { detailFor } from '@/shared/api/errors';
import { sessionOptions } from '@/shared/api/session';
import { forgetLink, takeLink } from '@/shared/lib/link-in-hash';
import { NewPasswordInput } from '@/shared/ui/new-password-input';
import { OpenCard } from '@/shared/ui/open-card';

/** Where a manager's link leads: choose a new password. */
export default function ResetPage() {
  const [link] = useState(takeLink);
  const owner = useQuery({
    queryKey: ['password link', link],
    queryFn: ({ signal }) => ownerOfLink(link, signal),
    enabled: link !== '',
    retry: false,
  });
  if (link === '' || owner.error) return <ClosedLink title="This link does not open" error={owner.error} />;
  if (!owner.data) return <OpenCard title="One moment">Looking at the link…</OpenCard>;
  return (
    <OpenCard title={`A new password for ${owner.data.username}`}>
      <ChoosePassword link={link} />
    </OpenCard>
  );
}

function ChoosePassword({ link }: { link: string }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [password, setPassword] = useState('');
  const reset = useMutation({
    mutationFn: () => resetPassword({ link, password }),
    onSuccess: (session) => {
      forgetLink();
      client.clear();
      client.setQueryData(sessionOptions().queryKey, session);
      go('/');
    },
  });
  const atPassword = detailFor(reset.error, 'password');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          You are signed in with it at once, and signed out everywhere else.
        </Text>
        {atPassword ? null : <Problem error={reset.error} />}
        <NewPasswordInput
          label="New password"
          value={password}
          error={atPassword}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={reset.isPending} fullWidth>
          Save and sign in
        </Button>
      </Stack>
    </form>
  );
}
