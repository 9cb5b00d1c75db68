import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useLeaveGuard } from '@/shared/lib/leave-guard';
import { CopyButton } from '@/shared/ui/copy-button';
import classes from '@/shared/ui/secret-note.module.css';

interface SecretNoteProps {
  /** Whose secret it is, by name. */
  of: string;
  secret: string;
  /** What it is for. */
  children: ReactNode;
  onDismiss: () => void;
}

/** A secret that was drawn just now. It stays until it is dismissed; whoever leaves without a copy is asked. */
export function SecretNote({ of, secret, children, onDismiss }: SecretNoteProps) {
  const [isCopied, setCopied] = useState(false);
  useLeaveGuard(isCopied ? null : `The secret of “${of}” cannot be seen again.`);
  return (
    <Alert color="accent" title={`The secret of “${of}”`} role="status" mb="md">
      <Text size="sm" mb="sm">
        {children}
      </Text>
      <SecretText>{secret}</SecretText>
      <Group mt="sm">
        <SecretButtons kind="secret" of={of} secret={secret} onCopied={() => setCopied(true)} onDismiss={onDismiss} />
      </Group>
    </Alert>
  );
}

/** Selected as a whole by a click. */
export function SecretText({ children }: { children: string }) {
  return (
    <Code block fz="sm" className={classes.secret}>
      {children}
    </Code>
  );
}

interface SecretButtonsProps {
  kind: 'secret' | 'password' | 'link';
  of: string;
  secret: string;
  onCopied: () => void;
  onDismiss: () => void;
}

/** What can be done with what is shown once. */
export function SecretButtons({ kind, of, secret, onCopied, onDismiss }: SecretButtonsProps) {
  return (
    <Group gap={8} wrap="nowrap">
      <CopyButton text={secret} label={`Copy ${kind}`} name={`Copy the ${kind} of ${of}`} onCopied={onCopied} />
      <Button size="xs" variant="subtle" aria-label={`Dismiss the ${kind} of ${of}`} onClick={onDismiss}>
        Dismiss
      </Button>
    </Group>
  );
}
