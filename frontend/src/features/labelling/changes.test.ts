import { expect, test } from 'vitest';
import type { DeckProject, LabelClass } from '@/shared/api/schema.gen';
import { describeChanges, labelsToLearn } from './changes';
import { project } from './deck.test-data';

const label = (id: number, name: string, key: string, color = '#0072B2'): LabelClass => ({
  ...{ id, name, key, color },
  position: id,
});
const withLabels = (...labels: LabelClass[]): DeckProject => ({ ...project, labels });
const before = withLabels(label(1, 'good', '1'), label(2, 'bad', '2'));

test.each([
  [[label(1, 'good', '1'), label(2, 'bad', '2'), label(3, 'refund', '4')], 'Labels changed: “refund” is new, key 4.'],
  [[label(1, 'good', '1'), label(2, 'bad', '2'), label(3, 'refund', '')], 'Labels changed: “refund” is new.'],
  [[label(1, 'great', '1'), label(2, 'bad', '2')], 'Labels changed: “good” is now “great”.'],
  [
    [label(1, 'great', '2'), label(2, 'bad', '1')],
    'Labels changed: “good” is now “great”, key 2; “bad” has key 1 now.',
  ],
  [[label(1, 'good', ''), label(2, 'bad', '2')], 'Labels changed: “good” has no key now.'],
  [[label(1, 'good', '1')], 'Labels changed: “bad” is gone.'],
  [[label(2, 'bad', '2'), label(1, 'good', '1')], 'The labels are in another order now.'],
  [[label(1, 'good', '1', '#000000'), label(2, 'bad', '2')], 'The labels have other colours now.'],
  [[label(1, 'good', '1'), label(2, 'bad', '2')], ''],
])('what changed in the labels is one sentence (%#)', (labels, words) => {
  expect(describeChanges(before, withLabels(...labels))).toBe(words);
});

test('many changes are counted, not listed', () => {
  const many = Array.from({ length: 7 }, (_, n) => label(10 + n, `new ${n}`, ''));
  expect(describeChanges(before, withLabels(...before.labels, ...many))).toContain('“new 3” is new; and 3 more.');
});

test('name, guidelines and role are said; what nobody sees is not', () => {
  const after = { ...project, name: 'Shops', guidelines: 'Be strict.', role: 'reviewer' as const, deck_size: 5 };
  expect(describeChanges(project, after)).toBe(
    'The project is called “Shops” now. The guidelines changed. You are a reviewer here now.',
  );
  expect(describeChanges(project, { ...project, deck_size: 5 })).toBe('');
});

test.each([
  ['swapped keys', [label(1, 'good', '2'), label(2, 'bad', '1')], [1, 2]],
  ['swapped names', [label(1, 'bad', '1'), label(2, 'good', '2')], [1, 2]],
  ['a new class on the key of one that is gone', [label(1, 'good', '1'), label(3, 'refund', '2')], [3]],
  ['a name that is put right', [label(1, 'good!', '1'), label(2, 'bad', '2')], []],
  ['a free key for a new class', [label(1, 'good', '1'), label(2, 'bad', '2'), label(3, 'refund', '3')], []],
])('what the old keys would give by mistake: %s', (_, labels, ids) => {
  expect(labelsToLearn(before, withLabels(...labels))).toEqual(ids);
});
