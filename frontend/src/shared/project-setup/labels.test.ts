import { expect, test } from 'vitest';
import { LABEL_KEYS, RESERVED_KEYS } from '@/shared/api/constants.gen';
import {
  isStored,
  labelProblems,
  labelsFromNames,
  labelsFromServer,
  labelsPatch,
  labelsValid,
  lookOf,
  moveLabel,
  newNames,
  splitNames,
  type LabelDraft,
} from './labels';

const stored = [
  { id: 1, name: 'cat', key: '1', color: '#0072B2', position: 0 },
  { id: 2, name: 'dog', key: '2', color: '#E69F00', position: 1 },
];

function fromServer(changes: Partial<LabelDraft>[] = []): LabelDraft[] {
  return labelsFromServer(stored).map((label, at) => ({ ...label, ...changes[at] }));
}

test('no key that a label may have is reserved', () => {
  expect(Array.from(LABEL_KEYS).filter((key) => key in RESERVED_KEYS)).toEqual([]);
});

test('a label is shown as typed, else as the server will have it, else as the server has it', () => {
  const [cat] = fromServer();
  if (!cat) throw new Error('a label expected');
  const given = { [cat.rowKey]: { key: '3', color: '#009E73' } };
  expect(lookOf(cat)).toEqual({ key: '1', color: '#0072B2' });
  expect(lookOf(cat, given)).toEqual({ key: '3', color: '#009E73' });
  expect(lookOf({ ...cat, key: '' }, given)).toEqual({ key: '', color: '#009E73' });
});

test('a new label is bare until the server has said what it gets', () => {
  expect(labelsFromNames(['7']).map((label) => lookOf(label))).toEqual([{ key: '', color: '' }]);
});

test('a key held twice is said where it was typed', () => {
  expect(labelProblems(fromServer([{}, { key: '1' }])).map((problem) => problem.key)).toEqual([
    undefined,
    '“1” is already the key of cat.',
  ]);
  expect(labelsValid(fromServer([{ key: '2' }, { key: '1' }]))).toBe(true);
});

test.each([
  ['s', '“s” is taken: skip.'],
  ['/', '“/” is taken: find a label.'],
  ['ü', 'A digit or a small letter.'],
])('the key “%s” is refused', (key, words) => {
  expect(labelProblems(fromServer([{ key }]))[0]?.key).toBe(words);
});

test('names must be there and differ, whatever their case', () => {
  const names = labelProblems(labelsFromNames(['Cat', 'cat ', ''])).map((problem) => problem.name);
  expect(names).toEqual(['Two labels have this name.', 'Two labels have this name.', 'Give this label a name.']);
});

test('a pasted list becomes labels without doubles', () => {
  expect(splitNames('cat\r\ndog, bird\n\ncat')).toEqual(['cat', 'dog', 'bird']);
  expect(newNames(fromServer(), ['CAT ', 'bird'])).toEqual(['bird']);
});

test('a label can be moved, not beyond the ends', () => {
  expect(moveLabel(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moveLabel(['a', 'b'], 0, 9)).toEqual(['b', 'a']);
});

test('what was not typed is left to the server', () => {
  const labels = [...fromServer([{ key: 'q' }, { color: '#123456' }]), ...labelsFromNames(['7'])];
  expect(labelsPatch(labels, stored)).toEqual([
    { id: 1, name: 'cat', key: 'q' },
    { id: 2, name: 'dog', color: '#123456' },
    { name: '7' },
  ]);
});

test('labels that an import has made meanwhile are not made twice', () => {
  expect(labelsPatch(labelsFromNames(['Cat', 'owl']), stored)).toEqual([{ id: 1, name: 'Cat' }, { name: 'owl' }]);
});

test.each<[boolean, LabelDraft[]]>([
  [true, fromServer()],
  [true, fromServer([{ key: '1', color: '#0072B2' }])],
  [false, fromServer([{ key: '' }])],
  [false, fromServer([{ color: '#123456' }])],
  [false, fromServer([{ name: 'Cat' }])],
  [false, fromServer().slice(1)],
  [false, fromServer().toReversed()],
  [false, [...fromServer(), ...labelsFromNames(['owl'])]],
])('labels are stored: %s', (expected, labels) => {
  expect(isStored(labelsPatch(labels, stored), stored)).toBe(expected);
});
