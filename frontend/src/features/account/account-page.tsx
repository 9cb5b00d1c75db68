import { Alert, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AccessTokens } from '@/features/account/access-tokens';
import classes from '@/features/account/account.module.css';
import { changePassword } from '@/shared/api/accounts';
import { detailFor } from '@/shared/api/errors';
import { sessionOptions } from '@/shared/api/session';
import { tokensOptions } from '@/shared/api/tokens';
import { NewPasswordInput } from '@/shared/ui/new-password-input';
import { Page } from '@/shared/ui/page';
import { Problem } from '@/shared/ui/problem';

/** One's own account. */
export default function AccountPage() {
  const { user } = useSuspenseQuery(sessionOptions()).data;
  if (!user) return null;
  return (
    <Page title="Your account">
      <div className={classes.page}>
        <Text mb="lg">
          You are signed in as <b>{user.username}</b>.
        </Text>
        {user.password_is_given ? (
          <Alert color="accent" mb="lg">
            Your password was given to you, so somebody else knows it. Choose one of your own.
          </Alert>
        ) : null}
        <section className={classes.password}>
          <Title order={2} mb={4}>
            Password
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            {user.password_is_given
              ? 'A new one signs you out everywhere else, and ends your access tokens.'
              : 'A new one signs you out everywhere else. Your access tokens go on.'}
          </Text>
          <ChangePassword />
        </section>
        <AccessTokens />
      </div>
    </Page>
  );
}

function ChangePassword() {
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ current, password }),
    onSuccess: (session) => {
      setCurrent('');
      setPassword('');
      client.setQueryData(sessionOptions().queryKey, session);
      void client.invalidateQueries(tokensOptions());
    },
  });
  const atCurrent = detailFor(change.error, 'current');
  const atPassword = detailFor(change.error, 'password');
  const forget = () => {
    if (change.isError || change.isSuccess) change.reset();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack gap="md">
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          value={current}
          error={atCurrent}
          onChange={(event) => {
            setCurrent(event.currentTarget.value);
            forget();
          }}
        />
        <NewPasswordInput
          label="New password"
          value={password}
          error={atPassword}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            forget();
          }}
        />
        <Problem error={atCurrent || atPassword ? null : change.error} />
        <Button type="submit" loading={change.isPending}>
          Change password
        </Button>
        <Text size="sm" role="status">
          {change.isSuccess ? 'Changed. Other browsers have to sign in again.' : ''}
        </Text>
      </Stack>
    </form>
  );
}
