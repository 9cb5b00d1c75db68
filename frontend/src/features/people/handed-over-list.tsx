import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { CopyButton } from '@/shared/ui/copy-button';
import { useHandedOver, type HandedOver } from '@/features/people/handed-over';
import classes from '@/features/people/people.module.css';

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
  return (
    <li className={classes.handedItem}>
      <Text size="sm" fw={600} truncate title={username}>
        {username}
      </Text>
      <Code fz="sm" className={classes.secret}>
        {secret}
      </Code>
      <Group gap={8} wrap="nowrap">
        <CopyButton text={secret} label={`Copy ${kind}`} name={`Copy the ${kind} of ${username}`} />
        <Button size="xs" variant="subtle" aria-label={`Dismiss the ${kind} of ${username}`} onClick={onDismiss}>
          Dismiss
        </Button>
      </Group>
    </li>
  );
}
