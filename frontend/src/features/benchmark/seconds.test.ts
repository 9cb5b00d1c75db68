import { expect, test } from 'vitest';
import { testArm, testPoint } from '@/features/benchmark/benchmark.test-data';
import { PANEL, medianPart, panelsOf, piecesOf, secondsTable, secondsTicks } from '@/features/benchmark/seconds';

const arms = ['default', 'full', 'random'].map((name, at) =>
  testArm(
    name,
    [0, 1, 2].map((round) => testPoint(round, { update_s: 3 + at * round })),
  ),
);

test('the parts of a round stand on each other and reach its sum', () => {
  const pieces = piecesOf(testPoint(0));
  expect(pieces.map(({ from, to }) => [from, to])).toEqual([
    [0, 3],
    [3, 4],
    [4, 4.5],
    [4.5, 5],
  ]);
});

test('all arms share one scale from zero to beyond the slowest round', () => {
  expect(secondsTicks(arms)).toEqual([0, 5, 10]);
  expect(secondsTicks([])[0]).toBe(0);
});

test('as many pictures in a row as fit, evenly', () => {
  const wide = panelsOf(arms, 1200);
  expect(wide.panels.map(({ y }) => y)).toEqual([0, 0, 0]);
  const narrow = panelsOf(arms, 300);
  expect(narrow.panels.map(({ x, y }) => [x, y])).toEqual([
    [PANEL.left, 0],
    [PANEL.left, PANEL.height],
    [PANEL.left, 2 * PANEL.height],
  ]);
  expect(narrow.height).toBe(3 * PANEL.height);
  const four = panelsOf([...arms, testArm('svp', [])], 640);
  expect(four.panels.map(({ y }) => y)).toEqual([0, 0, PANEL.height, PANEL.height]);
});

test('the table has each round with its parts', () => {
  const { data, shown } = secondsTable(arms.slice(0, 1));
  expect(data.columns.at(-1)).toBe('seeds');
  expect(shown.rows[0]).toEqual(['Title of default', 0, '3.0 s', '1.0 s', '0.5 s', '0.5 s', '5.0 s']);
  expect(medianPart(arms, 'query_s')).toBe(0.5);
  expect(medianPart([], 'query_s')).toBeNull();
});
