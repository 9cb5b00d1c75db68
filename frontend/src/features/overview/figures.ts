import type {
  AccuracyChange,
  AwaitedAnswers,
  ClassShare,
  CurvePoint,
  Estimate,
  ForecastPoint,
  ModelLooks,
  Overview,
  RoundRow,
} from '@/shared/api/schema.gen';
import type { ChartTable } from '@/shared/charts/chart-frame';
import { ROUND_PARTS, median, secondsWords, type RoundPart } from '@/shared/charts/round-parts';
import {
  formatClock,
  formatCount,
  formatDuration,
  formatMoney,
  formatPercent,
  formatPlural,
  formatRange,
} from '@/shared/lib/format';

export type CurveAxis = 'labels' | 'money';

interface Spot {
  value: number;
  band: [low: number, high: number];
}

/** Measured, forecast, or both: the forecast starts at the last measured point. */
export interface CurveDatum {
  x: number;
  measured?: Spot & { n: number; round: number };
  forecast?: Spot;
}

export function curveData(
  curve: readonly CurvePoint[],
  forecast: readonly ForecastPoint[],
  axis: CurveAxis,
): CurveDatum[] {
  const measured = curve.map(({ labels, money, value, low, high, n, round }): CurveDatum => ({
    x: axis === 'labels' ? labels : Number(money),
    measured: { value, band: [low, high], n, round },
  }));
  const ahead = drawable(forecast, axis).map(({ labels, money, value, low, high }): CurveDatum => ({
    x: axis === 'labels' ? labels : Number(money),
    forecast: { value, band: [low, high] },
  }));
  const last = measured.at(-1);
  if (!last?.measured || ahead.length === 0) return measured;
  const { value, band } = last.measured;
  return [...measured.slice(0, -1), { ...last, forecast: { value, band } }, ...ahead];
}

/** Without the first point, where the last measured one stands; labels without a price have no place on a money axis. */
function drawable(forecast: readonly ForecastPoint[], axis: CurveAxis): ForecastPoint[] {
  return forecast.slice(1).filter((point) => axis === 'labels' || point.money !== null);
}

/** Beyond so many tenths every second one is written. */
const MOST_TENTHS = 5;

/** The axis shows the whole band and ends on round tenths; lines need no zero, bars do. */
export function accuracyDomain(curve: readonly { low: number; high: number }[]): [number, number] {
  const lows = curve.map((point) => point.low);
  const highs = curve.map((point) => point.high);
  const low = Math.floor(Math.min(...lows) * 10 + 1e-9);
  const high = Math.ceil(Math.max(...highs) * 10 - 1e-9);
  if (low === high) return [Math.max(0, low - 1) / 10, Math.max(1, high) / 10];
  const isOdd = high - low > MOST_TENTHS && (high - low) % 2 === 1;
  return [(isOdd ? low - 1 : low) / 10, high / 10];
}

/** Tenths between the ends, at most six of them. */
export function accuracyTicks([low, high]: [number, number]): number[] {
  const steps = Math.round((high - low) * 10);
  const stride = steps > MOST_TENTHS ? 2 : 1;
  const ticks = Array.from({ length: Math.floor(steps / stride) + 1 }, (_, at) => high - (at * stride) / 10);
  return ticks.map((tick) => Math.round(tick * 10) / 10).reverse();
}

/** Named only where it is more than chance: "+1.2 to +7.0 points since round 9". */
export function changeWords({ round, low, high, is_clear: isClear }: AccuracyChange): string {
  return isClear
    ? `${signed(low)} to ${signed(high)} points since round ${round}`
    : `no clear change since round ${round}`;
}

const signed = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`;

/** The ends first; the middle only where it is known well enough to be said. */
export const estimateWords = (estimate: Estimate): string =>
  estimate.is_sure
    ? `${formatRange(estimate)}, most likely ${formatPercent(estimate.value)}`
    : `${formatRange(estimate)}, from ${formatPlural(estimate.n, 'audit item')}`;

/** What is missing until accuracy is known, and what it takes, each where it is known. */
export function awaitedWords(awaited: AwaitedAnswers, currency: string): string {
  const { answered, needed, money, labels, hours } = awaited;
  const missing = needed - answered;
  if (missing <= 0) return 'The figure comes with the next round.';
  if (!awaited.items_suffice) return 'Too few audit items. A larger share in the settings, or more items, brings more.';
  return [
    `${formatCount(missing)} to go`,
    ...(money === null ? [] : [formatMoney(money, currency)]),
    `about ${formatPlural(labels, 'label')} until then`,
    ...(awaited.budget_suffices ? [] : ['the budget ends before']),
    ...(hours === null || !awaited.budget_suffices ? [] : [`about ${formatDuration(hours * 3600)}`]),
  ].join(' · ');
}

export function curveTable(
  curve: readonly CurvePoint[],
  forecast: readonly ForecastPoint[],
  currency: string,
): { data: ChartTable; shown: ChartTable } {
  const ahead = drawable(forecast, 'labels');
  return {
    data: {
      columns: ['round', 'labels', `money_${currency}`, 'accuracy', 'low', 'high', 'audit_items', 'kind'],
      rows: [
        ...curve.map((p) => [p.round, p.labels, Number(p.money), p.value, p.low, p.high, p.n, 'measured']),
        ...ahead.map((p) => [null, p.labels, p.money && Number(p.money), p.value, p.low, p.high, null, 'forecast']),
      ],
    },
    shown: {
      columns: ['Round', 'Labels', 'Money', 'Accuracy, 95 %', 'Most likely', 'Audit items'],
      rows: [
        ...curve.map((p) => [p.round, ...shownPoint(p, currency), formatCount(p.n)]),
        ...ahead.map((p) => ['forecast', ...shownPoint(p, currency), null]),
      ],
    },
  };
}

const shownPoint = (point: CurvePoint | ForecastPoint, currency: string) => [
  formatCount(point.labels),
  point.money && formatMoney(point.money, currency),
  formatRange(point),
  formatPercent(point.value),
];

/** The middle of the finished rounds, part by part. */
export const medianSeconds = (rounds: readonly RoundRow[], part: RoundPart): number | null =>
  median(rounds.filter((round) => round.status === 'done').map((round) => round[part]));

const STATUS_WORDS: Record<RoundRow['status'], string> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Why a round ended before it was done: "Round 3 was cancelled: The project was paused." */
export function endedWords({ number, status, error }: Pick<RoundRow, 'number' | 'status' | 'error'>): string {
  return `Round ${number} ${status === 'failed' ? 'failed' : 'was cancelled'}: ${error || 'no reason was given.'}`;
}

export function roundsTable(rounds: readonly RoundRow[]): { data: ChartTable; shown: ChartTable } {
  return {
    data: {
      columns: [
        'round',
        'status',
        'started_at',
        'finished_at',
        'labels_new',
        'labels_total',
        'candidates',
        ...ROUND_PARTS.map(({ key }) => key),
        'rank_correlation',
        'error',
      ],
      rows: rounds.map((r) => [
        r.number,
        r.status,
        r.started_at,
        r.finished_at,
        r.labels_new,
        r.labels_total,
        r.candidates,
        ...ROUND_PARTS.map(({ key }) => r[key]),
        r.rank_correlation,
        r.error,
      ]),
    },
    shown: {
      columns: [
        'Round',
        'State',
        'New labels',
        'Candidates',
        'Update',
        'Scoring',
        'Query',
        'Other',
        'Rank correlation',
      ],
      rows: rounds.map((r) => [
        r.number,
        STATUS_WORDS[r.status],
        formatCount(r.labels_new),
        formatCount(r.candidates),
        ...ROUND_PARTS.map(({ key }) => secondsWords(r[key])),
        r.rank_correlation === null ? null : r.rank_correlation.toFixed(2),
      ]),
    },
  };
}

export function classesTable(classes: readonly ClassShare[]): { data: ChartTable; shown: ChartTable } {
  return {
    data: {
      columns: ['label', 'annotations', 'on_audit_items', 'share', 'prevalence', 'low', 'high', 'audit_items'],
      rows: classes.map(({ name, labels, audit_labels: onAudit, share, prevalence: p }) => [
        name,
        labels,
        onAudit,
        share,
        p?.value,
        p?.low,
        p?.high,
        p?.n,
      ]),
    },
    shown: {
      columns: ['Label', 'Given', 'Share', 'On audit items', 'Among all items'],
      rows: classes.map(({ name, labels, audit_labels: onAudit, share, prevalence: p }) => [
        name,
        formatCount(labels),
        formatPercent(share),
        formatCount(onAudit),
        p ? estimateWords(p) : null,
      ]),
    },
  };
}

export function looksTable({ judged, labels }: ModelLooks): { data: ChartTable; shown: ChartTable } {
  return {
    data: {
      columns: ['representation', 'right', 'low', 'high', 'labels'],
      rows: judged.map(({ name, value, low, high }) => [name, value, low, high, labels]),
    },
    shown: {
      columns: ['Looks at', 'Right in cross-validation', '95 % interval', 'What it is'],
      rows: judged.map(({ title, value, low, high, about }) => [
        title,
        formatPercent(value),
        formatRange({ low, high }),
        about,
      ]),
    },
  };
}

/** "Ranking of round 10, 4 min old · next round after 46 more labels" */
export function rankingAge(
  { ranking }: Pick<Overview, 'ranking'>,
  formatAge: (seconds: number) => string,
): string | null {
  const parts: string[] = [];
  if (ranking.round !== null && ranking.age_s !== null) parts.push(`order ${formatAge(ranking.age_s)} old`);
  if (!ranking.running && ranking.next_round_in > 0) {
    parts.push(`next round after ${formatCount(ranking.next_round_in)} more labels`);
  }
  return parts.length === 0 ? null : parts.join(' · ');
}

/** Why a round that is due does not run: "The worker has been busy with another project’s round since 14:02." */
export function waitWords({ waits_for: busy }: Pick<Overview['ranking'], 'waits_for'>): string | null {
  if (busy === null) return null;
  const whose = busy.is_own ? 'this project’s' : 'another project’s';
  const work = busy.is_benchmark ? `a round of ${whose} benchmark` : `${whose} round`;
  const ahead = busy.ahead === 0 ? '' : ` ${busy.ahead} more ${busy.ahead === 1 ? 'is' : 'are'} before this one.`;
  return `The next round waits: the worker has been busy with ${work} since ${formatClock(busy.since)}.${ahead}`;
}
