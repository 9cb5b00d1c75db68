import { Alert, Button } from '@mantine/core';
import { Link } from 'wouter';
import { describeError } from '@/shared/api/errors';
import { OpenCard } from '@/shared/ui/open-card';

/** A link that leads nowhere, and why; without an error its address is cut off. */
export function ClosedLink({ title, error }: { title: string; error: unknown }) {
  return (
    <OpenCard title={title}>
      <Alert color="danger" variant="light" role="alert" mb="md">
        {error ? describeError(error) : 'The address is not whole. Open the link as you got it.'}
      </Alert>
      <Button component={Link} href="/" variant="default" fullWidth>
        Go to the start page
      </Button>
    </OpenCard>
  );
}

/** Why it was not taken. */
export function Problem({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <Alert color="danger" variant="light" role="alert">
      {describeError(error)}
    </Alert>
  );
}
