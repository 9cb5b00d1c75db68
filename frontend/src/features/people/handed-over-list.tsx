import { Alert, Text } from '@mantine/core';
import { useState } from 'react';
import { useHandedOver, type HandedOver } from '@/features/people/handed-over';
import classes from '@/features/people/people.module.css';
import { useUnloadGuard } from '@/shared/lib/leave-guard';
import { SecretButtons, SecretText } from '@/shared/ui/secret-note';

/** Passwords and links that were drawn in this tab. */
export function HandedOverList({ project }: { project: number }) {
  const { all, dismiss } = useHandedOver(project);
  if (all.length === 0) return null;
  return (
    <Alert color="accent" title="To pass on now" role="status">
      <Text size="sm" mb="sm">
        Each stays here until you dismiss it, and cannot be seen again afterwards.
      </Text>
      <ul className={classes.handed}>
        {all.map((one) => (
          <HandedOverItem key={one.secret} one={one} onDismiss={() => dismiss(one)} />
        ))}
      </ul>
    </Alert>
  );
}

function HandedOverItem({ one: { username, secret, kind }, onDismiss }: { one: HandedOver; onDismiss: () => void }) {
  const [isCopied, setCopied] = useState(false);
  // Other pages of the app keep it; a page that is loaded anew has it no more.
  useUnloadGuard(!isCopied);
  return (
    <li className={classes.handedItem}>
      <Text size="sm" fw={600} truncate title={username}>
        {username}
      </Text>
      <SecretText>{secret}</SecretText>
      <SecretButtons kind={kind} of={username} secret={secret} onCopied={() => setCopied(true)} onDismiss={onDismiss} />
    </li>
  );
}
