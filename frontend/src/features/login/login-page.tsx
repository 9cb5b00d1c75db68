import { Alert, Button, Card, Divider, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Redirect, useSearchParams } from 'wouter';
import { describeError } from '@/shared/api/errors';
import type { Credentials } from '@/shared/api/schema.gen';
import { logIn, sessionOptions } from '@/shared/api/session';
import open from '@/shared/ui/open-card.module.css';
import classes from './login-page.module.css';
import { safeNext } from './safe-next';

export default function LoginPage() {
  const { data: session } = useSuspenseQuery(sessionOptions());
  const [params] = useSearchParams();
  const client = useQueryClient();
  const login = useMutation({
    mutationFn: (body: Credentials) => logIn(body),
    onSuccess: (answer) => {
      // Whoever sat here before may have been somebody else.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      client.setQueryData(sessionOptions().queryKey, answer);
    },
  });
  const form = useForm<Credentials>({
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : 'Type your user name.'),
      password: (value) => (value ? null : 'Type your password.'),
    },
  });
  useEffect(() => {
    document.title = 'Log in · Labelling';
  }, []);
  if (session.user) return <Redirect to={safeNext(params.get('next'))} replace />;
  return (
    <main className={open.screen}>
      <Card className={open.card} withBorder padding="xl" radius="lg">
        <form onSubmit={form.onSubmit((values) => login.mutate(values))} noValidate>
          <Stack gap="md">
            <div>
              <Title order={1} size="h2">
                Log in
              </Title>
              <Text c="dimmed" size="sm">
                Label images and texts with a model that asks for the useful ones first.
              </Text>
            </div>
            {login.isError ? (
              <Alert color="danger" variant="light" role="alert">
                {describeError(login.error)}
              </Alert>
            ) : null}
            <TextInput label="User name" autoComplete="username" {...form.getInputProps('username')} />
            <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
            <Button type="submit" loading={login.isPending} fullWidth>
              Log in
            </Button>
          </Stack>
        </form>
        {session.demo_accounts.length > 0 ? (
          <Stack gap="sm" mt="lg">
            <Divider label="Demo: one click" labelPosition="center" />
            <Group gap="sm" grow>
              {session.demo_accounts.map(({ username, password, role }) => (
                <Button
                  key={username}
                  variant="default"
                  h={56}
                  disabled={login.isPending}
                  onClick={() => login.mutate({ username, password })}
                >
                  <span className={classes.account}>
                    <b>{username}</b>
                    <small>{role}</small>
                  </span>
                </Button>
              ))}
            </Group>
          </Stack>
        ) : null}
      </Card>
    </main>
  );
}
