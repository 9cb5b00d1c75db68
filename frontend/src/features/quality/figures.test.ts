import { expect, test } from 'vitest';
import { chosenOf, figureWords, matrixOf, weighedWords } from '@/features/quality/figures';
import { testQuality } from '@/features/quality/quality.test-data';

test('a figure comes with its interval, one that is not known says what is missing', () => {
  const known = { value: 0.8333, low: 0.7667, high: 0.9, n: 120, needed: 120 };
  expect(figureWords(known, 'share')).toEqual({ main: '76.7–90.0 %', more: 'most likely 83.3 %' });
  expect(figureWords({ ...known, low: -0.05 }, 'index')).toEqual({ main: '−0.05 to 0.90', more: 'most likely 0.83' });
  const none = { value: null, low: null, high: null };
  expect(figureWords({ ...none, n: 14, needed: 50 }, 'share').more).toBe('14 of about 50 items');
  expect(figureWords({ ...none, n: 40, needed: 40 }, 'index').more).toBe('all labels are the same');
});

test('a matrix has the labels that occur, in their order', () => {
  const matrix = matrixOf(
    [
      { first: 'c', second: 'a', items: 2 },
      { first: 'a', second: 'a', items: 5 },
    ],
    ['a', 'b', 'c'],
  );
  expect([matrix.rows, matrix.most]).toEqual([['a', 'c'], 5]);
  expect([matrix.items('c', 'a'), matrix.items('a', 'c')]).toEqual([2, 0]);
});

test('what weighing people would change is said with the rule that stands', () => {
  expect(weighedWords(testQuality())).toContain('go by the majority');
  expect(weighedWords(testQuality())).toContain('6 items are tied, of which it would settle 4');
  expect(weighedWords(testQuality({ weighed: { items: 9, tied: 0, settled: 0, outvoted: 1 } }))).toContain(
    'no item is tied',
  );
  expect(weighedWords(testQuality({ weighed: null }))).toBeNull();
});

test('the address chooses a pair or a person; without it, the pair that shares most', () => {
  const quality = testQuality();
  const chosen = (search: string) => chosenOf(quality, new URLSearchParams(search));
  expect(chosen('')).toEqual({ kind: 'pair', pair: quality.pairs[0] });
  expect(chosen('pair=2-9')).toEqual({ kind: 'pair', pair: quality.pairs[1] });
  expect(chosen('person=9')).toEqual({ kind: 'person', person: quality.people[2] });
  // Nothing of hers can be held against the truth.
  expect(chosen('person=2')).toEqual({ kind: 'pair', pair: quality.pairs[0] });
  expect(chosen('model=2')).toEqual({ kind: 'model', person: quality.people[1] });
  // Where nobody shares an item, whoever can be compared with the model.
  const alone = testQuality({ pairs: [] });
  expect(chosenOf(alone, new URLSearchParams('pair=1-2'))).toEqual({ kind: 'model', person: alone.people[1] });
  expect(chosenOf(testQuality({ pairs: [], people: [] }), new URLSearchParams('pair=1-2'))).toBeNull();
});
