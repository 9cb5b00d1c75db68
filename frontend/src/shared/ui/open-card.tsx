import { Card, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import classes from '@/shared/ui/open-card.module.css';

/** The one card of a page that is open to everybody. */
export function OpenCard({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Labelling`;
  }, [title]);
  return (
    <main className={classes.screen}>
      <Card className={classes.card} withBorder padding="xl" radius="lg">
        <Title order={1} size="h2" mb="sm">
          {title}
        </Title>
        {children}
      </Card>
    </main>
  );
}
