import type { PayRow, PaySheet, QualityFigure, Work, WorkFigures, WorkPerson } from '@/shared/api/schema.gen';
import type { Period } from '@/shared/api/work';
import type { ChartTable } from '@/shared/charts/chart-frame';
import type { CsvCell } from '@/shared/charts/csv';
import {
  formatCount,
  formatDuration,
  formatMoney,
  formatPercent,
  formatPlural,
  formatRange,
} from '@/shared/lib/format';

/** What a cell says first, and what it says below. */
export interface Words {
  main: string;
  more: string;
}

export const COMPUTING = 'Computing';

export function whoWords({ role, from_file: file }: WorkPerson): string {
  return role ?? (file ? `from ${file}, no login` : 'left');
}

export function labelWords({ labels, skips, taken_back: back }: WorkFigures): Words {
  const more = [skips > 0 ? formatPlural(skips, 'skip') : '', back > 0 ? `${formatCount(back)} taken back` : ''];
  return { main: formatCount(labels), more: more.filter(Boolean).join(', ') };
}

export function secondsWords({ seconds }: WorkFigures): Words {
  if (!seconds) return { main: '–', more: '' };
  const { median, low, high } = seconds;
  return { main: formatDuration(median), more: `half in ${formatDuration(low)} to ${formatDuration(high)}` };
}

/** The interval, then its middle and what it rests on; or how much is missing. */
export function shareWords({ value, low, high, n, needed }: QualityFigure, rests: string): Words {
  if (value !== null && low !== null && high !== null) {
    return {
      main: formatRange({ low, high }),
      more: `most likely ${formatPercent(value)}, ${formatPlural(n, 'item')}`,
    };
  }
  if (n === 0) return { main: '–', more: `no ${rests}` };
  return { main: 'not known yet', more: `${formatCount(n)} of about ${formatPlural(needed, 'item')}` };
}

const figures = ({ value, low, high, n }: QualityFigure): CsvCell[] => [value, low, high, n];

/** The rows of the table in full precision. */
export function workTable({ people, computing, currency }: Work): ChartTable {
  const columns = ['person', 'role', 'labels', 'skips', 'taken_back'];
  columns.push('seconds_median', 'seconds_quarter', 'seconds_three_quarters', 'seconds_labels');
  for (const name of ['agreement', 'right']) columns.push(name, `${name}_low`, `${name}_high`, `${name}_items`);
  columns.push('change', 'money', 'currency');
  const rows = people.map(({ who, labels, skips, taken_back: back, seconds, agreement, right, drift, money }) => [
    ...[who.name, whoWords(who), labels, skips, back],
    ...[seconds?.median, seconds?.low, seconds?.high, seconds?.n ?? 0],
    ...figures(agreement),
    ...figures(right),
    ...[drift, money, currency],
  ]);
  const empty = new Array<CsvCell>(columns.length - 3).fill(null);
  return {
    columns,
    rows: Number(computing) > 0 ? [...rows, [COMPUTING, ...empty, computing, currency]] : rows,
  };
}

/** "0.1000" -> "0.1", as exact as it was set, with two places at least. */
const price = (amount: string): string => amount.replace(/(\.\d\d\d*?)0+$/, '$1');

export function priceWords({ price_low: low, price_high: high }: PayRow): string {
  if (low === null || high === null) return '–';
  return low === high ? price(low) : `${price(low)} to ${price(high)}`;
}

const formatDay = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Date(`${day}T00:00`).toLocaleDateString('en-GB', options);

/** "1 Mar 2026", "week of 23 Feb 2026", "March 2026" */
export function periodWords(day: string, period: Period): string {
  if (period === 'month') return formatDay(day, { month: 'long', year: 'numeric' });
  const words = formatDay(day, { day: 'numeric', month: 'short', year: 'numeric' });
  return period === 'week' ? `week of ${words}` : words;
}

/** The rows of the pay sheet as the ledger has them; sums are for whoever opens it to make. */
export function payTable({ rows, currency }: PaySheet): ChartTable {
  return {
    columns: ['period_begins', 'person', 'role', 'labels', 'skips', 'price_low', 'price_high', 'money', 'currency'],
    rows: rows.map((row) => [
      ...[row.period, row.who?.name ?? COMPUTING, row.who ? whoWords(row.who) : null, row.labels, row.skips],
      ...[row.price_low, row.price_high, row.money, currency],
    ]),
  };
}

/** All that was spent in the range, and for what. */
export function spentWords({ money, computing, currency }: Work): string {
  const spent = `${formatMoney(money, currency)} spent`;
  return Number(computing) > 0 ? `${spent}, ${formatMoney(computing, currency)} of it for computing` : spent;
}
