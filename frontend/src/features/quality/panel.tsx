import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '@/features/quality/quality.module.css';
import boxes from '@/shared/ui/boxes.module.css';
import { ScrollRegion } from '@/shared/ui/scroll-region';

interface PanelProps {
  title: string;
  note: string;
  children: ReactNode;
}

/** A table with its title, and in a line what it means. */
export function Panel({ title, note, children }: PanelProps) {
  return (
    <section className={boxes.panel} aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="xs" c="dimmed" mb={8}>
        {note}
      </Text>
      <ScrollRegion className={classes.scroll} label={`${title}: table`}>
        {children}
      </ScrollRegion>
    </section>
  );
}
