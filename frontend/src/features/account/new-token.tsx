import { Box, Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { LIFETIMES, SCOPES } from '@/features/account/token-words';
import { MAX_TOKEN_NAME_CHARS } from '@/shared/api/constants.gen';
import { detailFor } from '@/shared/api/errors';
import type { AccessTokenMade, TokenScope } from '@/shared/api/schema.gen';
import { createToken } from '@/shared/api/tokens';
import { useFirstFocus } from '@/shared/lib/first-focus';
import boxes from '@/shared/ui/boxes.module.css';
import { Problem } from '@/shared/ui/problem';

const NAMES = Object.keys(SCOPES) as TokenScope[];

interface NewTokenProps {
  onMade: (made: AccessTokenMade) => void;
  onCancel: () => void;
}

/** A name, what it is for, and for how long. */
export function NewToken({ onMade, onCancel }: NewTokenProps) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<TokenScope[]>(['read']);
  const [days, setDays] = useState('90');
  const first = useFirstFocus<HTMLInputElement>();
  const create = useMutation({
    mutationFn: () => createToken({ name, scopes, days: days === '' ? null : Number(days) }),
    onSuccess: onMade,
  });
  const atName = detailFor(create.error, 'name');
  const forget = () => {
    if (create.isError) create.reset();
  };
  return (
    <Box
      component="form"
      noValidate
      mb="md"
      className={boxes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          description="What the program is, so that you know it again."
          ref={first}
          maxLength={MAX_TOKEN_NAME_CHARS}
          value={name}
          error={atName}
          onChange={(event) => {
            setName(event.currentTarget.value);
            forget();
          }}
        />
        <Checkbox.Group
          label="What it is for"
          value={scopes}
          onChange={(chosen) => setScopes(NAMES.filter((scope) => chosen.includes(scope)))}
        >
          <Stack gap="sm" mt={4}>
            {NAMES.map((scope) => (
              <Checkbox key={scope} value={scope} label={SCOPES[scope].title} description={SCOPES[scope].about} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label="It works for"
          data={LIFETIMES}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Problem error={atName ? null : create.error} />
        <Group gap={8}>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || scopes.length === 0}>
            Create token
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Box>
  );
}
