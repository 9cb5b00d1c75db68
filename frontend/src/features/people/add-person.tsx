import { Alert, Button, Code, CopyButton, Group, Select, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import classes from '@/features/people/people.module.css';
import { ROLES, parseRole, roleWords, usernameProblem } from '@/features/people/roles';
import { ApiError, describeError } from '@/shared/api/errors';
import { addPerson, peopleOptions } from '@/shared/api/people';
import type { PersonAdded, Role } from '@/shared/api/schema.gen';

export function AddPerson({ project }: { project: number }) {
  const client = useQueryClient();
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const add = useMutation({
    mutationFn: () => addPerson(project, { username: username.trim(), role }),
    onSuccess: () => {
      setUsername('');
      void client.invalidateQueries(peopleOptions(project));
    },
    onSettled: () => input.current?.focus(),
  });
  const fieldError = add.error instanceof ApiError ? add.error.detailFor('username') : undefined;
  return (
    <section className={classes.panel}>
      <Title order={2} mb={4}>
        Add a person
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        A name that is not known yet gets an account and a password, shown once.
      </Text>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = usernameProblem(username);
          setProblem(found);
          if (!found) add.mutate();
          else input.current?.focus();
        }}
      >
        <div className={classes.form}>
          <TextInput
            ref={input}
            label="User name"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            error={problem ?? fieldError}
            onChange={(event) => {
              setUsername(event.currentTarget.value);
              setProblem(undefined);
              if (add.isError) add.reset();
            }}
          />
          <Select
            label="Role"
            data={[...ROLES]}
            value={role}
            allowDeselect={false}
            onChange={(value) => setRole(parseRole(value))}
          />
          <Button type="submit" loading={add.isPending} className={classes.submit}>
            Add person
          </Button>
        </div>
        <Text size="xs" c="dimmed" mt={8}>
          {roleWords(role)}
        </Text>
        {add.error && !fieldError ? (
          <Text size="sm" c="var(--app-danger)" mt={8} role="alert">
            {describeError(add.error)}
          </Text>
        ) : null}
      </form>
      {add.data ? <Added person={add.data} /> : null}
    </section>
  );
}

function Added({ person: { username, initial_password: password } }: { person: PersonAdded }) {
  if (password === null) {
    return (
      <Text size="sm" mt="md" role="status">
        {username} is in. The account existed already; its password stays as it is.
      </Text>
    );
  }
  return (
    <Alert color="accent" mt="md" title={`${username} is in`} role="status">
      <Text size="sm">This password is shown once. Pass it on now; it cannot be seen again.</Text>
      <Group gap={8} mt={8}>
        <Code fz="sm" className={classes.password}>
          {password}
        </Code>
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy password'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
