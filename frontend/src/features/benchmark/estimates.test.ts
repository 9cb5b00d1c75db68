import { expect, test } from 'vitest';
import { testArm, testPoint, testSpread } from '@/features/benchmark/benchmark.test-data';
import { chosenArm, drawnSpreads, estimateData, estimateTable, hasEstimates } from '@/features/benchmark/estimates';

const audit = { ...testSpread(0.3), low: 0.2, high: 0.42 };
const arm = testArm('default', [
  testPoint(0, { audit, proxy_error: testSpread(0.9) }),
  testPoint(1, { lure: testSpread(0.2, null) }),
]);

test('estimates stand beside the measured error of the judge, which they estimate', () => {
  const [first, second] = estimateData(arm);
  expect(first?.measured.value).toBe(0.3);
  expect(second?.measured.value).toBe(0.25);
  expect(first?.audit?.value).toBe(0.3);
  expect(first?.audit?.band).toEqual([0.2, 0.42]);
  expect(first?.lure).toBeUndefined();
  expect(second?.lure).toEqual({ value: 0.2, band: undefined });
});

test('without a choice the first arm that has estimates is shown', () => {
  const bare = testArm('random', [testPoint(0)]);
  expect(hasEstimates(bare)).toBe(false);
  expect(chosenArm([bare, arm], null)).toBe(arm);
  expect(chosenArm([bare, arm], 'random')).toBe(bare);
  expect(chosenArm([bare, arm], 'gone')).toBe(arm);
  expect(chosenArm([], null)).toBeUndefined();
});

test('the table says what is measured and what is estimated', () => {
  const { data, shown } = estimateTable(arm);
  expect(shown.rows).toEqual([
    [0, '100', '30.0 % (28.0 % to 32.0 %)', '30.0 % (20.0 % to 42.0 %)', null],
    [1, '200', '25.0 % (23.0 % to 27.0 %)', null, '20.0 %'],
  ]);
  expect(data.rows[0]).toEqual([0, 100, 0.3, 0.28, 0.32, 0.3, 0.2, 0.42, undefined, undefined, undefined]);
  expect(drawnSpreads(arm)).toHaveLength(4);
});
