import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '@/features/quality/quality.module.css';

interface ChooseButtonProps {
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}

/** Which row of a table is looked at closely below it. */
export function ChooseButton({ isChosen, onChoose, children }: ChooseButtonProps) {
  return (
    <UnstyledButton className={classes.choose} aria-pressed={isChosen} onClick={onChoose}>
      {children}
    </UnstyledButton>
  );
}
