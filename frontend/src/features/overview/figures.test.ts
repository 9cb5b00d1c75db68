import { expect, test } from 'vitest';
import type { CurvePoint, ForecastPoint, RoundRow } from '@/shared/api/schema.gen';
import { toCsv } from '@/shared/charts/csv';
import { partsSum, secondsWords } from '@/shared/charts/round-parts';
import {
  accuracyDomain,
  accuracyTicks,
  awaitedWords,
  changeWords,
  classesTable,
  curveData,
  curveTable,
  endedWords,
  estimateWords,
  medianSeconds,
  roundsTable,
  waitWords,
} from './figures';

const point = (round: number, value: number): CurvePoint => ({
  round,
  labels: round * 100,
  money: `${round * 12}.00`,
  value,
  low: value - 0.05,
  high: Math.min(1, value + 0.05),
  n: round * 10,
});
const curve = [point(1, 0.62), point(2, 0.81), point(3, 0.86)];

const ahead = (labels: number, value: number, money: string | null): ForecastPoint => ({
  labels,
  money,
  value,
  low: value - 0.1,
  high: Math.min(1, value + 0.1),
});
const forecast = [ahead(300, 0.861, '36.00'), ahead(400, 0.88, '48.00'), ahead(500, 0.89, '60.00')];

const round = (number: number, status: RoundRow['status'], seconds: number): RoundRow => ({
  number,
  job: `round-${number}`,
  status,
  cancel_requested: false,
  started_at: '2026-03-02T10:00:00Z',
  finished_at: null,
  labels_new: 100,
  labels_total: number * 100,
  candidates: 2000,
  update_s: seconds,
  score_s: 2,
  query_s: 0.5,
  other_s: 0.5,
  rank_correlation: 0.61,
  error: '',
});

test('the curve runs over labels or over money', () => {
  expect(curveData(curve, [], 'labels').map((datum) => datum.x)).toEqual([100, 200, 300]);
  expect(curveData(curve, [], 'money').map((datum) => datum.x)).toEqual([12, 24, 36]);
  expect(curveData(curve, [], 'labels')[0]?.measured?.band[0]).toBeCloseTo(0.57);
  expect(curveData(curve, [], 'labels').some((datum) => datum.forecast)).toBe(false);
});

test('the forecast goes on from the last measured point', () => {
  const data = curveData(curve, forecast, 'labels');
  expect(data.map((datum) => datum.x)).toEqual([100, 200, 300, 400, 500]);
  expect(data.map((datum) => datum.measured?.value)).toEqual([0.62, 0.81, 0.86, undefined, undefined]);
  expect(data.map((datum) => datum.forecast?.value)).toEqual([undefined, undefined, 0.86, 0.88, 0.89]);
  expect(data[2]?.forecast?.band).toEqual(data[2]?.measured?.band);
  expect(curveData(curve, forecast, 'money').map((datum) => datum.x)).toEqual([12, 24, 36, 48, 60]);
});

test('labels without a price are not forecast in money', () => {
  const free = forecast.map((point) => ({ ...point, money: null }));
  expect(curveData(curve, free, 'money')).toEqual(curveData(curve, [], 'money'));
  expect(curveData(curve, free, 'labels')).toHaveLength(5);
  expect(curveTable(curve, free, 'EUR').shown.rows.at(-1)?.[2]).toBeNull();
});

test('the axis holds the whole band and ends on round tenths', () => {
  expect(accuracyDomain(curve)).toEqual([0.5, 1]);
  expect(accuracyTicks([0.5, 1])).toEqual([0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  expect(accuracyDomain([point(1, 0.35), point(2, 0.98)])).toEqual([0.2, 1]);
  expect(accuracyTicks([0.2, 1])).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  expect(accuracyDomain([{ ...point(1, 1), low: 1, high: 1 }])).toEqual([0.9, 1]);
  expect(accuracyDomain([{ ...point(1, 0), low: 0, high: 0 }])).toEqual([0, 0.1]);
});

test('a change is named with its ends where it is more than chance, and else said not to be clear', () => {
  const change = { round: 2, value: 0.041, low: 0.012, high: 0.07, is_clear: true };
  expect(changeWords(change)).toBe('+1.2 to +7.0 points since round 2');
  expect(changeWords({ ...change, low: -0.09, high: -0.004 })).toBe('−9.0 to −0.4 points since round 2');
  expect(changeWords({ ...change, low: -0.02, is_clear: false })).toBe('no clear change since round 2');
});

test('what is missing has its price and its time where they are known', () => {
  const enough = { items_suffice: true, budget_suffices: true };
  const awaited = { answered: 14, needed: 50, money: '1.8000', labels: 360, hours: 2, ...enough, detail: '' };
  expect(awaitedWords(awaited, 'EUR')).toBe('36 to go · 1.80 EUR · about 360 labels until then · about 2 h');
  expect(awaitedWords({ ...awaited, money: null, hours: null }, 'EUR')).toBe('36 to go · about 360 labels until then');
  expect(awaitedWords({ ...awaited, budget_suffices: false }, 'EUR')).toBe(
    '36 to go · 1.80 EUR · about 360 labels until then · the budget ends before',
  );
  expect(awaitedWords({ ...awaited, items_suffice: false }, 'EUR')).toContain('or more items, brings more');
  expect(awaitedWords({ ...awaited, answered: 51 }, 'EUR')).toBe('The figure comes with the next round.');
});

test('a share from few audit items has an interval and no middle', () => {
  const share = { value: 0.941, low: 0.886, high: 0.969, n: 120, is_sure: true };
  expect(estimateWords(share)).toBe('88.6–96.9 %, most likely 94.1 %');
  expect(estimateWords({ value: 1 / 3, low: 0.061, high: 0.792, n: 3, is_sure: false })).toBe(
    '6.1–79.2 %, from 3 audit items',
  );
});

test('the CSV of the curve keeps full precision', () => {
  const { columns, rows } = curveTable([{ ...point(1, 0.625), low: 0.5, high: 0.75 }], [], 'EUR').data;
  expect(toCsv(columns, rows)).toBe(
    'round,labels,money_EUR,accuracy,low,high,audit_items,kind\r\n1,100,12,0.625,0.5,0.75,10,measured\r\n',
  );
});

test('table and CSV tell what is forecast from what was measured', () => {
  const { data, shown } = curveTable(curve, [...forecast.slice(0, 1), ahead(500, 0.5, '60.00')], 'EUR');
  expect(data.rows).toHaveLength(4);
  expect(toCsv(data.columns, data.rows).split('\r\n').at(-2)).toBe(',500,60,0.5,0.4,0.6,,forecast');
  expect(shown.rows.at(-1)).toEqual(['forecast', '500', '60.00 EUR', '40.0–60.0 %', '50.0 %', null]);
});

test('rounds add up and their median leaves out what is not finished', () => {
  expect(partsSum(round(1, 'done', 7))).toBe(10);
  const rounds = [round(1, 'done', 8), round(2, 'done', 6), round(3, 'running', 1)];
  expect(medianSeconds(rounds, 'update_s')).toBe(7);
  expect(medianSeconds([], 'update_s')).toBeNull();
  expect([secondsWords(0), secondsWords(0.04), secondsWords(0.26)]).toEqual(['0.0 s', '< 0.1 s', '0.3 s']);
  expect(roundsTable(rounds).shown.rows[0]).toEqual([
    1,
    'done',
    '100',
    '2,000',
    '8.0 s',
    '2.0 s',
    '0.5 s',
    '0.5 s',
    '0.61',
  ]);
});

test('a class without audit items has an unknown share of the pool', () => {
  const cat = { id: 1, name: 'cat', color: '#0072B2', labels: 3, audit_labels: 2, share: 0.3, prevalence: null };
  const table = classesTable([cat]);
  expect(table.shown.rows).toEqual([['cat', '3', '30.0 %', '2', null]]);
  expect(toCsv(table.data.columns, table.data.rows)).toContain('cat,3,2,0.3,,,,');
});

test('why a due round waits is said with the time, and with no name of another project', () => {
  const busy = { since: '2026-03-02T14:02:00Z', is_benchmark: false, is_own: false, ahead: 2 };
  expect(waitWords({ waits_for: null })).toBeNull();
  expect(waitWords({ waits_for: busy })).toMatch(
    /^The next round waits: the worker has been busy with another project’s round since \d\d:02\. 2 more are before/,
  );
  expect(waitWords({ waits_for: { ...busy, is_benchmark: true, is_own: true, ahead: 0 } })).toMatch(
    /with a round of this project’s benchmark since \d\d:02\.$/,
  );
});

test('a cancelled round did not fail', () => {
  const error = 'The project was paused.';
  expect(endedWords({ number: 3, status: 'cancelled', error })).toBe('Round 3 was cancelled: The project was paused.');
  expect(endedWords({ number: 3, status: 'failed', error: '' })).toBe('Round 3 failed: no reason was given.');
});
