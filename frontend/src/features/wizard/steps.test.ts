import { expect, test } from 'vitest';
import {
  formatWords,
  furthestStep,
  kindOfFile,
  nameFromFile,
  parseProject,
  parseStep,
  stepHref,
  stepOfMissing,
} from './steps';

test('the step is in the address, and nonsense means the first', () => {
  expect([parseStep('2'), parseStep('9'), parseStep(null)]).toEqual([2, 1, 1]);
  expect([parseProject('7'), parseProject('x'), parseProject(null), parseProject('-1')]).toEqual([7, null, null, null]);
  expect(stepHref(7, 2)).toBe('/projects/new?project=7&step=2');
  expect(stepHref(null, 1)).toBe('/projects/new');
});

test('labels come once data are in or on their way', () => {
  expect(furthestStep(undefined, false)).toBe(1);
  expect(furthestStep({ items: 0 }, false)).toBe(1);
  expect(furthestStep({ items: 0 }, true)).toBe(3);
  expect(furthestStep({ items: 5 }, false)).toBe(3);
});

test.each([
  ['no_items', 1],
  ['too_few_labels', 2],
  ['no_budget', 3],
])('%s is mended in step %d', (code, step) => {
  expect(stepOfMissing(code)).toBe(step);
});

test('the kind comes from what is in the file, not from its ending', async () => {
  const kind = (name: string, begin: string) => kindOfFile(new File([begin], name));
  expect(await kind('Leaves.ZIP', 'PK\x03\x04')).toBe('image');
  expect(await kind('leaves.download', 'PK\x03\x04')).toBe('image');
  expect(await kind('reviews.zip', 'text,label')).toBe('text');
  expect(await kind('reviews.csv', 'text,label')).toBe('text');
  expect(await kind('reviews.xlsx', 'PK\x03\x04')).toBe('text');
  expect(await kind('empty', '')).toBe('text');
});

test('the name comes from the file', () => {
  expect(nameFromFile('shop_reviews-2024.v2.csv')).toBe('Shop reviews 2024 v2');
});

test('what was detected is said in words', () => {
  expect(formatWords({ format: 'csv', encoding: 'utf-8-sig', delimiter: ';' })).toBe(
    'CSV · UTF-8 with a byte order mark · semicolon between columns',
  );
  expect(formatWords({ format: 'zip', encoding: '', delimiter: '' })).toBe('zip');
});
