import { Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { describeError } from '@/shared/api/errors';
import classes from '@/shared/ui/state-block.module.css';

interface StateBlockProps {
  title: string;
  /** What happened, what is safe, what to do. */
  children?: ReactNode;
  action?: ReactNode;
}

/** A page, or a part of one, that has nothing to show: empty, finished, waiting, failed. */
export function StateBlock({ title, children, action }: StateBlockProps) {
  return (
    <Stack align="center" justify="center" gap="sm" className={classes.block}>
      <Title order={2}>{title}</Title>
      {children ? (
        <Text c="dimmed" maw={480}>
          {children}
        </Text>
      ) : null}
      {action}
    </Stack>
  );
}

interface ErrorBlockProps {
  error: unknown;
  /** "The projects could not be loaded" */
  title: string;
  onRetry?: () => void;
}

export function ErrorBlock({ error, title, onRetry }: ErrorBlockProps) {
  return (
    <div role="alert">
      <StateBlock
        title={title}
        action={
          onRetry ? (
            <Button variant="default" mt="sm" onClick={onRetry}>
              Try again
            </Button>
          ) : undefined
        }
      >
        {describeError(error)}
      </StateBlock>
    </div>
  );
}
