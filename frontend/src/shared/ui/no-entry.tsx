import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { StateBlock } from '@/shared/ui/state-block';

/** Instead of a page that this person cannot have: why, and the way to those that they can. */
export function NoEntry({ title, children }: { title: string; children: ReactNode }) {
  return (
    <StateBlock
      title={title}
      action={
        <Button component={Link} href="/" variant="default">
          All projects
        </Button>
      }
    >
      {children}
    </StateBlock>
  );
}
