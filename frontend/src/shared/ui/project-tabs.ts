import type { Role } from '@/shared/api/schema.gen';
import type { PageTab } from '@/shared/ui/page';

/** The pages of a project that a role may open. */
export function projectTabs(id: number, role: Role | undefined): PageTab[] {
  const overview = { href: `/projects/${id}`, label: 'Overview' };
  const items = { href: `/projects/${id}/items`, label: 'Items' };
  const review = { href: `/projects/${id}/review`, label: 'Review' };
  const benchmarks = { href: `/projects/${id}/benchmarks`, label: 'Benchmark', hasPages: true };
  if (role !== 'manager') return role === 'reviewer' ? [overview, items, review, benchmarks] : [];
  return [
    overview,
    items,
    review,
    { href: `/projects/${id}/people`, label: 'People' },
    { href: `/projects/${id}/quality`, label: 'Quality' },
    { href: `/projects/${id}/results`, label: 'Results' },
    benchmarks,
    { href: `/projects/${id}/settings`, label: 'Settings' },
    { href: `/projects/${id}/log`, label: 'Log' },
  ];
}
