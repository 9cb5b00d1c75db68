import type { Period, Span } from '@/shared/api/work';

/** What the address says: the last so many days, days of one's own, or, without either, all time. */
export type Choice = 'all' | '1' | '7' | '30' | 'own';

export const CHOICES: readonly { value: Choice; label: string }[] = [
  { value: 'all', label: 'All time' },
  { value: '1', label: 'Today' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: 'own', label: 'Own' },
];

export const PERIODS: readonly { value: Period; label: string }[] = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayOf = (params: URLSearchParams, name: string): string | null => {
  const day = params.get(name) ?? '';
  return DAY.test(day) ? day : null;
};

export function choiceOf(params: URLSearchParams): Choice {
  const days = params.get('days');
  if (days === '1' || days === '7' || days === '30') return days;
  return params.has('from') || params.has('to') ? 'own' : 'all';
}

/** The day here, so many days ago: "2026-03-01". */
export function dayAgo(days: number, now = new Date()): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function spanOf(params: URLSearchParams, now = new Date()): Span {
  const choice = choiceOf(params);
  if (choice === 'all') return { from: null, to: null };
  if (choice === 'own') return { from: dayOf(params, 'from'), to: dayOf(params, 'to') };
  return { from: dayAgo(Number(choice) - 1, now), to: dayAgo(0, now) };
}

/** Days of one's own that end before they begin have nothing in them. */
export const isEmpty = ({ from, to }: Span) => from !== null && to !== null && to < from;

export const periodOf = (params: URLSearchParams): Period =>
  PERIODS.find(({ value }) => value === params.get('by'))?.value ?? 'month';

/** For the names of files: "2026-03-01 to 2026-03-31", "all time". */
export function spanName({ from, to }: Span): string {
  if (from === null && to === null) return 'all time';
  return `${from ?? 'begin'} to ${to ?? 'today'}`;
}
