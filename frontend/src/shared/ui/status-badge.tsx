import type { ProjectEnd, ProjectStatus } from '@/shared/api/schema.gen';
import { StateBadge } from '@/shared/ui/state-badge';

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
  return <StateBadge tone={isGoing ? 'on' : 'off'}>{statusWords(status, endedBy)}</StateBadge>;
}

function statusWords(status: ProjectStatus, endedBy: ProjectEnd | null): string {
  if (endedBy === null) return WORDS[status];
  const end = END_WORDS[endedBy];
  return status === 'active' ? end.charAt(0).toUpperCase() + end.slice(1) : `${WORDS[status]}, ${end}`;
}
