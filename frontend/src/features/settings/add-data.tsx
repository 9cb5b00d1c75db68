import { Button, Group, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import classes from '@/features/settings/settings.module.css';
import type { Project } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';

/** More items, or answers from elsewhere, at any time; or fewer. */
export function AddData({ project: { id, items, kind, status } }: { project: Project }) {
  const href = status === 'draft' ? `/projects/new?project=${id}&step=1` : `/projects/${id}/add-data`;
  return (
    <section className={classes.boxed} aria-label="Data">
      <div>
        <Title order={3}>Data</Title>
        <Text size="sm" c="dimmed">
          {formatPlural(items, kind)} in the project. More items and answers from elsewhere can come in at any time.
        </Text>
      </div>
      <Group gap={8} className={classes.ways}>
        {items > 0 ? (
          <Button component={Link} href={`/projects/${id}/remove-items`} variant="default">
            Remove items
          </Button>
        ) : null}
        <Button component={Link} href={href} variant="default">
          Add data
        </Button>
      </Group>
    </section>
  );
}
