import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DraftHandle } from '@/features/wizard/use-draft';
import classes from '@/features/wizard/wizard.module.css';

export function StepFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}

/** Whether the draft is safe on the server. */
export function SaveWords({ form: { saveState, refused } }: { form: DraftHandle }) {
  if (saveState !== 'failed') {
    return (
      <Text size="xs" c="dimmed" role="status" className={classes.saved}>
        {saveState === 'saving' ? 'Saving' : 'Saved'}
      </Text>
    );
  }
  const words = refused[''] ?? (Object.keys(refused).length > 0 ? 'Not saved: see the fields above.' : undefined);
  return (
    <Text size="xs" c="var(--app-danger)" role="alert" className={classes.saved}>
      {words ?? 'Not saved: the server cannot be reached. What you typed stays here; it is saved with the next change.'}
    </Text>
  );
}
