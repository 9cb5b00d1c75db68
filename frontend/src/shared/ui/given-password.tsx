import { Alert, Anchor } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { sessionOptions } from '@/shared/api/session';

/** For who still has the password that somebody gave them. */
export function GivenPassword() {
  const { user } = useSuspenseQuery(sessionOptions()).data;
  if (!user?.password_is_given) return null;
  return (
    <Alert color="accent" mb="md">
      Your password was given to you, so somebody else knows it.{' '}
      <Anchor component={Link} href="/account" inherit underline="always">
        Choose one of your own
      </Anchor>
    </Alert>
  );
}
