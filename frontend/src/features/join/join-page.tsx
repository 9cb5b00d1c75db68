import { Button, Divider, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ClosedLink, Problem } from '@/features/join/closed-link';
import { acceptInvitation, joinByInvitation, lookAtInvitation } from '@/shared/api/accounts';
import { detailFor } from '@/shared/api/errors';
import type { InvitationOpened } from '@/shared/api/schema.gen';
import { sessionOptions } from '@/shared/api/session';
import { formatMoment } from '@/shared/lib/format';
import { forgetLink, takeLink } from '@/shared/lib/link-in-hash';
import { NewPasswordInput } from '@/shared/ui/new-password-input';
import { OpenCard } from '@/shared/ui/open-card';

/** Where an invitation leads: choose a name and a password, or come in as who is signed in. */
export default function JoinPage() {
  const [link] = useState(takeLink);
  const { user } = useSuspenseQuery(sessionOptions()).data;
  const look = useQuery({
    queryKey: ['invitation', link],
    queryFn: ({ signal }) => lookAtInvitation(link, signal),
    enabled: link !== '',
    retry: false,
  });
  if (link === '' || look.error) return <ClosedLink title="This invitation does not open" error={look.error} />;
  if (!look.data) return <OpenCard title="One moment">Looking at the invitation…</OpenCard>;
  return (
    <OpenCard title={`Welcome to “${look.data.project_name}”`}>
      <Text size="sm" c="dimmed" mb="md">
        {look.data.invited_by} invites you as {look.data.role}. The link is valid once, until{' '}
        {formatMoment(look.data.expires_at)}.
      </Text>
      {user ? <JoinAs link={link} name={user.username} /> : <ChooseAccount link={link} invitation={look.data} />}
    </OpenCard>
  );
}

function JoinAs({ link, name }: { link: string; name: string }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const join = useMutation({
    mutationFn: () => joinByInvitation(link),
    onSuccess: ({ project, role }) => {
      forgetLink();
      void client.invalidateQueries({ queryKey: ['projects'] });
      go(role === 'annotator' ? `/projects/${project}/label` : `/projects/${project}`);
    },
  });
  return (
    <Stack gap="sm">
      <Problem error={join.error} />
      <Button loading={join.isPending} onClick={() => join.mutate()} fullWidth>
        Come in as {name}
      </Button>
      <Text size="sm" c="dimmed">
        Not {name}? Log out first, then open the link again.
      </Text>
    </Stack>
  );
}

function ChooseAccount({ link, invitation }: { link: string; invitation: InvitationOpened }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [username, setUsername] = useState(invitation.username);
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: () => acceptInvitation({ link, username: username.trim(), password }),
    onSuccess: (session) => {
      forgetLink();
      client.setQueryData(sessionOptions().queryKey, session);
      go('/');
    },
  });
  const atName = detailFor(accept.error, 'username');
  const atPassword = detailFor(accept.error, 'password');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate();
      }}
    >
      <Stack gap="md">
        {atName || atPassword ? null : <Problem error={accept.error} />}
        <TextInput
          label="User name"
          description="You sign in with it; managers see it."
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={username}
          error={atName}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <NewPasswordInput
          label="Password"
          value={password}
          error={atPassword}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={accept.isPending} fullWidth>
          Come in
        </Button>
        <Divider label="I have an account" labelPosition="center" />
        <Button component={Link} href="/login?next=/join" variant="default" fullWidth>
          Log in, then come in
        </Button>
      </Stack>
    </form>
  );
}
