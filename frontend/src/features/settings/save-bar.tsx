import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '@/features/settings/settings.module.css';

interface SaveBarProps {
  isDirty: boolean;
  isBroken: boolean;
  isSaving: boolean;
  isSaved: boolean;
  error: string | undefined;
  /** What is to be known before anything is saved. */
  notice: ReactNode;
  onDiscard: () => void;
}

/** Stays in sight while something is not saved. */
export function SaveBar({ isDirty, isBroken, isSaving, isSaved, error, notice, onDiscard }: SaveBarProps) {
  if (!isDirty && !isSaving && !isSaved) return null;
  const words = error ?? (isBroken ? 'Some fields need mending.' : isDirty ? 'Not saved yet' : isSaved ? 'Saved' : '');
  return (
    <div className={classes.foot}>
      {isDirty ? notice : null}
      <div className={classes.bar}>
        <Text size="sm" role={error ? 'alert' : 'status'} {...(error ? { c: 'var(--app-danger)' } : { c: 'dimmed' })}>
          {words}
        </Text>
        <div className={classes.buttons}>
          {isDirty ? (
            <Button variant="default" onClick={onDiscard}>
              Discard changes
            </Button>
          ) : null}
          <Button type="submit" loading={isSaving} disabled={!isDirty || isBroken}>
            Save changes
          </Button>
        </div>
      </div>
    </div>
  );
}
