import { expect, test } from 'vitest';
import { axisTitle, axisUnit, niceTicks, parseAxis } from '@/features/benchmark/axes';
import { testArm, testPoint, testSpread } from '@/features/benchmark/benchmark.test-data';
import {
  curveData,
  curveTable,
  errorRange,
  furthest,
  halfWords,
  points,
  spreadApart,
} from '@/features/benchmark/figures';
import { BASELINE, lookOf, looksOf } from '@/features/benchmark/looks';
import { toCsv } from '@/shared/charts/csv';

const quick = testArm('default', [
  testPoint(0, { labels: 100, money: 12, machine_s: 4, people_s: 300, error: testSpread(0.3) }),
  testPoint(1, { labels: 200, money: 24, machine_s: 9, people_s: 600, error: testSpread(0.2) }),
]);
const slow = testArm('full', [
  testPoint(0, { labels: 100, money: 12, machine_s: 60, people_s: 300, error: testSpread(0.31) }),
  testPoint(1, { labels: 200, money: 24, machine_s: 140, people_s: 600, error: testSpread(0.21, null) }),
]);
const arms = [quick, slow];
const plain = { per: 1, unit: '' };

test('arms share their places on the labels axis and part on the machine axis', () => {
  const byLabels = curveData(arms, 'labels', plain);
  expect(byLabels.map(({ x }) => x)).toEqual([100, 200]);
  expect(Object.keys(byLabels[0]?.spots ?? {})).toEqual(['default', 'full']);
  const bySeconds = curveData(arms, 'machine', plain);
  expect(bySeconds.map(({ x, spots }) => [x, Object.keys(spots)])).toEqual([
    [4, ['default']],
    [9, ['default']],
    [60, ['full']],
    [140, ['full']],
  ]);
});

test('a place is told in the unit of the axis', () => {
  expect(curveData(arms, 'people', { per: 60, unit: 'min' }).map(({ x }) => x)).toEqual([5, 10]);
  expect(curveData(arms, 'money', plain).map(({ x }) => x)).toEqual([12, 24]);
});

test('a single seed has a value and no band', () => {
  const [, last] = curveData(arms, 'labels', plain);
  expect(last?.spots.full?.band).toBeUndefined();
  expect(last?.spots.full?.value).toBe(0.21);
  expect(last?.spots.default?.band?.[0]).toBeCloseTo(0.18);
  expect(halfWords({ low: null, high: null })).toBe('');
});

test('time is written in a unit that gives whole figures', () => {
  expect(axisUnit('machine', 140, 'EUR')).toEqual({ per: 1, unit: 's' });
  expect(axisUnit('people', 600, 'EUR')).toEqual({ per: 60, unit: 'min' });
  expect(axisUnit('people', 90_000, 'EUR')).toEqual({ per: 3600, unit: 'h' });
  expect(axisTitle('money', axisUnit('money', 24, 'EUR'))).toBe('money (EUR)');
  expect(axisTitle('people', axisUnit('people', 600, 'EUR'))).toBe('people’s time (min)');
  expect(furthest(arms, 'machine')).toBe(140);
  expect(furthest([], 'machine')).toBe(0);
});

test('an address that names no axis means labels', () => {
  expect([parseAxis(null), parseAxis('wealth'), parseAxis('people')]).toEqual(['labels', 'labels', 'people']);
});

test('ticks are round and hold both ends', () => {
  expect(niceTicks(0.183, 0.327)).toEqual([0.15, 0.2, 0.25, 0.3, 0.35]);
  expect(niceTicks(0, 100)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(niceTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});

test('the vertical axis shows all means and whole intervals while the lines keep half of it', () => {
  expect(errorRange([])).toBeNull();
  const narrow = errorRange([testSpread(0.3), testSpread(0.2)]);
  expect(narrow?.low).toBeCloseTo(0.18);
  expect(narrow?.high).toBeCloseTo(0.32);
  expect(narrow?.isCut).toBe(false);
  const wide = errorRange([testSpread(0.3, 0.5), testSpread(0.2, 0.5)]);
  expect(wide?.low).toBeCloseTo(0.15);
  expect(wide?.high).toBeCloseTo(0.35);
  expect(wide?.isCut).toBe(true);
});

test('the range never leaves 0 to 1, and is never empty', () => {
  expect(errorRange([testSpread(0, 0.4), testSpread(0.02, 0.4)])?.low).toBe(0);
  const flat = errorRange([testSpread(0.2, null)]);
  expect(flat && flat.high > flat.low).toBe(true);
});

test('labels beside the lines keep their order and their distance', () => {
  expect(spreadApart([50, 52, 10], 16, [0, 200])).toEqual([50, 66, 10]);
  expect(spreadApart([195, 198, 199], 16, [0, 200])).toEqual([168, 184, 200]);
  expect(spreadApart([-20, 3], 16, [8, 200])).toEqual([8, 24]);
  expect(spreadApart([], 16, [0, 1])).toEqual([]);
});

test('points have a true minus and no minus nought', () => {
  expect([points(0.0123), points(-0.0123), points(-0.0001)]).toEqual(['1.2', '−1.2', '0.0']);
});

test('random is grey, and no two other arms share colour or dashes', () => {
  const looks = looksOf([
    [...arms, testArm('random', [])],
    [testArm('svp', []), slow],
  ]);
  expect([...looks.keys()]).toEqual(['random', 'default', 'full', 'svp']);
  expect(lookOf(looks, BASELINE).color).toBe('var(--arm-random)');
  expect(new Set([...looks.values()].map((look) => look.color)).size).toBe(4);
  expect(new Set([...looks.values()].map((look) => look.dash)).size).toBe(4);
});

test('the CSV of the curves keeps full precision and every unit', () => {
  const { data, shown } = curveTable([quick], 'EUR');
  expect(toCsv(data.columns, data.rows).split('\r\n').slice(0, 2)).toEqual([
    'strategy,round,labels,money_EUR,machine_s,people_s,error,sd,low,high,seeds',
    'default,0,100,12,4,300,0.3,0.01,0.28,0.32,3',
  ]);
  expect(shown.rows[0]).toEqual([
    'Title of default',
    '100',
    '12.00 EUR',
    '4.0 s',
    '5 min',
    '30.0 %',
    '28.0 % to 32.0 %',
    3,
  ]);
});
