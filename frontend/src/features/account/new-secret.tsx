import { Alert, Button, Code, Group, Text } from '@mantine/core';
import classes from '@/features/account/account.module.css';
import type { AccessTokenMade } from '@/shared/api/schema.gen';
import { useLeaveGuard } from '@/shared/lib/leave-guard';
import { CopyButton } from '@/shared/ui/copy-button';

/** The secret of a token that was made just now. It stays until it is dismissed. */
export function NewSecret({ made: { token, secret }, onDismiss }: { made: AccessTokenMade; onDismiss: () => void }) {
  useLeaveGuard(`The secret of “${token.name}” cannot be seen again.`);
  return (
    <Alert color="accent" title={`The secret of “${token.name}”`} role="status" mb="md">
      <Text size="sm" mb="sm">
        Copy it now: it is not stored, and cannot be seen again. Whoever has it can do what the token is for.
      </Text>
      <Code block fz="sm" className={classes.secret}>
        {secret}
      </Code>
      <Group gap={8} mt="sm">
        <CopyButton text={secret} label="Copy secret" name={`Copy the secret of ${token.name}`} />
        <Button size="xs" variant="subtle" aria-label={`Dismiss the secret of ${token.name}`} onClick={onDismiss}>
          Dismiss
        </Button>
      </Group>
    </Alert>
  );
}
