import { expect, test } from 'vitest';
import { furthestStep, nameFromFile, numberedName, parseProject, parseStep, stepHref, stepOfMissing } from './steps';

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

test('the name comes from the file', () => {
  expect(nameFromFile('shop_reviews-2024.v2.csv')).toBe('Shop reviews 2024 v2');
});

test('an archive has two endings', () => {
  expect(nameFromFile('class_folders.tar.gz')).toBe('Class folders');
});

test('a suggested name that is taken is numbered, and fits', () => {
  expect(numberedName('Reviews', 1)).toBe('Reviews');
  expect(numberedName('Reviews', 3)).toBe('Reviews 3');
  expect(numberedName('x'.repeat(120), 12)).toBe(`${'x'.repeat(117)} 12`);
});
