import { expect, test } from 'vitest';
import { CLASS_KEYS, RESERVED_KEYS } from '@/shared/ui/class-colors';
import {
  KEY_MEANINGS,
  addLabel,
  labelProblems,
  labelsFromNames,
  labelsPatch,
  labelsValid,
  moveLabel,
  renumberKeys,
  splitNames,
} from './labels';

test('keys come in reading order and colours do not repeat early', () => {
  const labels = labelsFromNames(['positive', 'neutral', 'negative']);
  expect(labels.map((label) => label.key)).toEqual(['1', '2', '3']);
  expect(labels.map((label) => label.color)).toEqual(['#0072B2', '#E69F00', '#009E73']);
});

test('no default key is reserved', () => {
  expect(Array.from(CLASS_KEYS).filter((key) => key in KEY_MEANINGS)).toEqual([]);
  expect(RESERVED_KEYS.filter((key) => !(key in KEY_MEANINGS))).toEqual([]);
});

test('a class beyond the keys has none', () => {
  const labels = labelsFromNames(Array.from({ length: CLASS_KEYS.length + 1 }, (_, at) => `class ${at}`));
  expect(labels.at(-2)?.key).toBe('m');
  expect(labels.at(-1)?.key).toBe('');
  expect(labelsValid(labels)).toBe(true);
});

test('a new label takes the first free key', () => {
  const labels = labelsFromNames(['a', 'b', 'c']).filter((label) => label.name !== 'b');
  expect(addLabel(labels, 'd').at(-1)?.key).toBe('2');
});

test('a key held twice is said at both labels', () => {
  const labels = labelsFromNames(['a', 'b']).map((label) => ({ ...label, key: '1' }));
  expect(labelProblems(labels).map((problem) => problem.key)).toEqual([
    '“1” is already the key of b.',
    '“1” is already the key of a.',
  ]);
});

test.each([
  ['s', '“s” is taken: skip.'],
  ['Ü', 'A digit or a small letter.'],
])('the key “%s” is refused', (key, words) => {
  const [first, second] = labelsFromNames(['a', 'b']);
  if (!first || !second) throw new Error('two labels expected');
  expect(labelProblems([{ ...first, key }, second])[0]?.key).toBe(words);
});

test('names must be there and differ, whatever their case', () => {
  const names = labelProblems(labelsFromNames(['Cat', 'cat ', ''])).map((problem) => problem.name);
  expect(names).toEqual(['Two labels have this name.', 'Two labels have this name.', 'Give this label a name.']);
});

test('a pasted list becomes labels without doubles', () => {
  expect(splitNames('cat\r\ndog, bird\n\ncat')).toEqual(['cat', 'dog', 'bird']);
});

test('moving a label keeps its key; renumbering follows the order', () => {
  const moved = moveLabel(labelsFromNames(['a', 'b', 'c']), 2, 0);
  expect(moved.map((label) => `${label.name}${label.key}`)).toEqual(['c3', 'a1', 'b2']);
  expect(renumberKeys(moved).map((label) => label.key)).toEqual(['1', '2', '3']);
  expect(moveLabel(['a', 'b'], 0, 9)).toEqual(['b', 'a']);
});

test('labels that an import has made meanwhile are not made twice', () => {
  const patch = labelsPatch(labelsFromNames(['Cat', 'dog']), [{ id: 7, name: 'cat' }]);
  expect(patch.map((label) => label.id)).toEqual([7, undefined]);
  expect(patch[1]).not.toHaveProperty('rowKey');
});
