import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMoney,
  formatPercent,
  formatPlural,
  formatRange,
  formatWholePercent,
  toPercent,
} from './format';

test('figures carry their separators and units', () => {
  expect(formatCount(1200)).toBe('1,200');
  expect(formatPlural(1, 'label')).toBe('1 label');
  expect(formatPlural(1200, 'label')).toBe('1,200 labels');
  expect(formatPlural(2, 'class', 'classes')).toBe('2 classes');
  expect(formatPercent(0.941)).toBe('94.1 %');
  expect(formatWholePercent(0.706)).toBe('71 %');
  expect(toPercent(0.075)).toBe(7.5);
  expect(formatRange({ low: 0.886, high: 0.9689 })).toBe('88.6–96.9 %');
  expect(formatRange({ low: 0.896, high: 1 })).toBe('89.6–100.0 %');
  expect(formatMoney('72', 'EUR')).toBe('72.00 EUR');
  expect(formatBytes(0)).toBe('0 B');
  expect(formatBytes(1536)).toBe('1.5 kB');
});

test.each([
  [0.42, '0.4 s'],
  [59, '59 s'],
  [75, '1 min 15 s'],
  [3600, '1 h'],
  [8000, '2 h 13 min'],
  [90_000, '1 d 1 h'],
])('%d seconds read as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
