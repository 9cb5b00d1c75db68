const LOCALE = 'en-GB';
const count = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const decimals = (digits: number) =>
  new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const oneDecimal = decimals(1);
const twoDecimals = decimals(2);

/** 1200 -> "1,200" */
export const formatCount = (value: number): string => count.format(value);

/** 1, "label" -> "1 label"; 1200, "label" -> "1,200 labels" */
export const formatPlural = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`;

/** 0.941 -> "94.1 %" */
export const formatPercent = (fraction: number): string => `${oneDecimal.format(fraction * 100)} %`;

/** 0.706 -> "71 %" */
export const formatWholePercent = (fraction: number): string => `${Math.round(fraction * 100)} %`;

/** As people say and type it, without zeros at its end: 0.075 -> 7.5 */
export const toPercent = (fraction: number): number => +(fraction * 100).toFixed(2);

/** An interval of a share comes before its middle: { low: 0.886, high: 0.969 } -> "88.6–96.9 %" */
export const formatRange = ({ low, high }: { low: number; high: number }): string =>
  `${oneDecimal.format(low * 100)}–${oneDecimal.format(high * 100)} %`;

/** "72", "EUR" -> "72.00 EUR" */
export const formatMoney = (amount: string | number, currency: string): string =>
  `${twoDecimals.format(Number(amount))} ${currency}`.trim();

/** 0.4 -> "0.4 s", 75 -> "1 min 15 s", 8000 -> "2 h 13 min" */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${oneDecimal.format(seconds)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const [big, small, names] =
    seconds < 3600 ? [60, 1, ['min', 's']] : seconds < 86_400 ? [3600, 60, ['h', 'min']] : [86_400, 3600, ['d', 'h']];
  const whole = Math.floor(seconds / big);
  const rest = Math.floor((seconds % big) / small);
  return rest === 0 ? `${whole} ${names[0]}` : `${whole} ${names[0]} ${rest} ${names[1]}`;
}

/** "10:32" */
export const formatClock = (iso: string): string =>
  new Date(iso).toLocaleTimeString(LOCALE, { hour: '2-digit', minute: '2-digit' });

/** "Thu 14:00" within a week, "21 Nov 2026, 14:00" beyond. */
export function formatMoment(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  const isNear = Math.abs(date.getTime() - now.getTime()) < 6 * 86_400_000;
  const day = isNear
    ? date.toLocaleDateString(LOCALE, { weekday: 'short' })
    : `${date.toLocaleDateString(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' })},`;
  return `${day} ${formatClock(iso)}`;
}

/** 1536 -> "1.5 kB" */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${power === 0 ? bytes : oneDecimal.format(bytes / 1000 ** power)} ${units[power] ?? 'B'}`;
}
