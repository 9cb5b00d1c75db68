import { Badge } from '@mantine/core';
import type { ProjectStatus } from '@/shared/api/schema.gen';

const WORDS: Record<ProjectStatus, string> = {
  draft: 'Draft',
  active: 'Active',
  paused: 'Paused',
  finished: 'Finished',
};

export function StatusBadge({ status }: { status: ProjectStatus }) {
  const isActive = status === 'active';
  return (
    <Badge
      variant={isActive ? 'light' : 'default'}
      {...(isActive ? {} : { c: 'dimmed' })}
      tt="none"
      fw={600}
      radius="sm"
      flex="none"
    >
      {WORDS[status]}
    </Badge>
  );
}
