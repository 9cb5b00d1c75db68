import type { ProjectRow } from '@/shared/api/schema.gen';

export interface ProjectAction {
  label: string;
  href: string;
  /** The one filled button of the row. */
  isPrimary: boolean;
}

type Row = Pick<ProjectRow, 'id' | 'role' | 'status' | 'items' | 'ended_by'>;

/** Where the project's name leads; null where there is nothing to see yet. */
export function projectHref({ id, role, status, items }: Omit<Row, 'ended_by'>): string | null {
  if (role === 'annotator') return status === 'active' ? `/projects/${id}/label` : null;
  if (status === 'draft') return role === 'manager' ? setupHref({ id, items }) : null;
  return `/projects/${id}`;
}

/** The one thing to do next with this project, by role. */
export function projectAction(row: Row): ProjectAction | null {
  const { id, role, status, ended_by } = row;
  if (role === 'manager') {
    if (status === 'draft') return { label: 'Continue set-up', href: setupHref(row), isPrimary: true };
    if (ended_by === 'budget') return { label: 'Raise the budget', href: `/projects/${id}/settings`, isPrimary: false };
    return { label: 'Overview', href: `/projects/${id}`, isPrimary: false };
  }
  if (ended_by) return role === 'reviewer' ? { label: 'Overview', href: `/projects/${id}`, isPrimary: false } : null;
  if (status === 'active') return { label: 'Start labelling', href: `/projects/${id}/label`, isPrimary: true };
  return null;
}

/** What stands where the button would be. */
export function waitingWords({ status, ended_by }: Pick<ProjectRow, 'status' | 'ended_by'>): string {
  if (ended_by) return ended_by === 'budget' ? 'The budget is spent' : 'Everything is labelled';
  if (status === 'draft') return 'Not started yet';
  return status === 'paused' ? 'Paused by a manager' : 'Nothing left to label';
}

function setupHref({ id, items }: Pick<ProjectRow, 'id' | 'items'>): string {
  return `/projects/new?project=${id}&step=${items === 0 ? 1 : 2}`;
}
