import { Text, type TextProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { describeError } from '@/shared/api/errors';

interface ProblemProps extends TextProps {
  /** Whatever was thrown, or the words themselves; nothing is shown where there is none. */
  error: unknown;
  /** What can be done about it. */
  children?: ReactNode;
}

/** What went wrong, beside what it went wrong with. */
export function Problem({ error, children, ...look }: ProblemProps) {
  if (!error) return null;
  return (
    <Text size="sm" c="var(--app-danger)" role="alert" {...look}>
      {typeof error === 'string' ? error : describeError(error)}
      {children}
    </Text>
  );
}
