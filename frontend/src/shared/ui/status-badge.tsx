import { Badge } from '@mantine/core';
import type { ProjectEnd, ProjectStatus } from '@/shared/api/schema.gen';

const WORDS: Record<ProjectStatus, string> = {
  draft: 'Draft',
  active: 'Active',
  paused: 'Paused',
  finished: 'Finished',
};
const END_WORDS: Record<ProjectEnd, string> = { budget: 'budget spent', items: 'all labelled' };

interface StatusBadgeProps {
  status: ProjectStatus;
  /** Why nothing is asked there any more. */
  endedBy?: ProjectEnd | null;
}

export function StatusBadge({ status, endedBy = null }: StatusBadgeProps) {
  const isGoing = status === 'active' && endedBy === null;
  return (
    <Badge
      variant={isGoing ? 'light' : 'default'}
      {...(isGoing ? {} : { c: 'dimmed' })}
      tt="none"
      fw={600}
      radius="sm"
      flex="none"
    >
      {statusWords(status, endedBy)}
    </Badge>
  );
}

function statusWords(status: ProjectStatus, endedBy: ProjectEnd | null): string {
  if (endedBy === null) return WORDS[status];
  const end = END_WORDS[endedBy];
  return status === 'active' ? end.charAt(0).toUpperCase() + end.slice(1) : `${WORDS[status]}, ${end}`;
}
