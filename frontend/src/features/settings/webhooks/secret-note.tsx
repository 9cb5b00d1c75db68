import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { shortAddress } from '@/features/settings/webhooks/words';
import classes from '@/features/settings/webhooks/webhooks.module.css';
import type { WebhookWithSecret } from '@/shared/api/schema.gen';
import { CopyButton } from '@/shared/ui/copy-button';

/** The secret that was drawn just now. */
export function SecretNote({ webhook, onDismiss }: { webhook: WebhookWithSecret; onDismiss: () => void }) {
  return (
    <Alert color="accent" title="The secret of this webhook" role="status" mb="md">
      <Text size="sm" mb="sm">
        {shortAddress(webhook.url)} checks with it that a delivery comes from here. Copy it now: it cannot be seen
        again.
      </Text>
      <Code block fz="sm" className={classes.secret}>
        {webhook.secret}
      </Code>
      <Group gap={8} mt="sm">
        <CopyButton text={webhook.secret} label="Copy the secret" />
        <Button size="xs" variant="subtle" onClick={onDismiss}>
          I have it
        </Button>
      </Group>
    </Alert>
  );
}
