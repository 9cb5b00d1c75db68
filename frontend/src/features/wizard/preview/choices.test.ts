import { expect, test } from 'vitest';
import type { MeaningEnum } from '@/shared/api/schema.gen';
import { testCounts, testPreview } from '@/shared/test/test-preview';
import {
  choicesOf,
  fieldsOf,
  labelRows,
  labelsAre,
  withEncoding,
  withFormat,
  withHeader,
  withMapped,
  withMeaning,
  withSheet,
} from './choices';

const column = (name: string, meaning: MeaningEnum) => ({
  name,
  meaning,
  samples: [],
});
const preview = testPreview({
  columns: [column('title', 'field'), column('body', 'text'), column('stars', 'label'), column('shop', 'metadata')],
  labels: [
    { name: 'good', key: '1', color: '#0072B2', items: 7, is_new: true, spellings: ['Good '] },
    { name: 'bad', key: '2', color: '#E69F00', items: 2, is_new: false, spellings: [] },
  ],
});
const at = (index: number) => preview.columns[index] ?? column('', 'metadata');

test('only what was said is said again', () => {
  const nothing = { format: null, encoding: null, has_header: null, sheet: null, text_column: null };
  const none = { ...nothing, label_column: null, person_column: null, time_column: null };
  const chosen = { ...none, id_column: '', labels_are: null, fields: null, mapping: [] };
  expect(choicesOf(chosen)).toEqual({ id_column: '' });
  expect(choicesOf({ ...chosen, mapping: [{ label: 'x', to: null }] }).mapping).toEqual([{ label: 'x', to: null }]);
});

test('another reader has other columns; what the labels are stays said', () => {
  const said = { text_column: 'body', labels_are: 'answers' as const, mapping: [{ label: 'x', to: 'y' }] };
  expect(withFormat(said, 'doccano')).toEqual({ format: 'doccano', labels_are: 'answers' });
  expect(withEncoding({ ...said, has_header: false }, 'cp850')).toEqual({
    encoding: 'cp850',
    has_header: false,
    labels_are: 'answers',
  });
});

test('a column that becomes something else is no longer what it was', () => {
  expect(withMeaning({}, preview, at(3), 'text')).toEqual({ text_column: 'shop' });
  expect(withMeaning({}, preview, at(2), 'metadata')).toEqual({ label_column: '' });
  expect(withMeaning({}, preview, at(2), 'id')).toEqual({ label_column: '', id_column: 'stars' });
  expect(withMeaning({}, preview, at(0), 'metadata')).toEqual({ fields: [] });
  expect(withMeaning({}, preview, at(3), 'field').fields?.map(({ name }) => name)).toEqual(['title', 'shop']);
  const mapped = { mapping: [{ label: 'good', to: 'bad' }] };
  expect(withMeaning(mapped, preview, at(3), 'label')).toEqual({ label_column: 'shop' });
});

test('who answered, and when, can be chosen and taken back', () => {
  expect(withMeaning({}, preview, at(3), 'person')).toEqual({ person_column: 'shop' });
  expect(withMeaning({}, preview, at(3), 'time')).toEqual({ time_column: 'shop' });
  expect(withMeaning({}, preview, column('ann', 'person'), 'metadata')).toEqual({
    person_column: '',
  });
  expect(withMeaning({}, preview, column('day', 'time'), 'field')).toMatchObject({ time_column: '' });
});

test('another sheet has other columns, and stays said with another encoding', () => {
  const said = withSheet({ text_column: 'body', labels_are: 'truth' }, 'Second');
  expect(said).toEqual({ sheet: 'Second', labels_are: 'truth' });
  expect(withHeader(said, false)).toEqual({ sheet: 'Second', labels_are: 'truth', has_header: false });
  expect(withSheet(said, null)).toEqual({ labels_are: 'truth' });
});

test('fields are as chosen, as the project has them, or as the preview has them', () => {
  expect(fieldsOf({}, preview, [])).toEqual([{ name: 'title', look: 'small', read: false }]);
  expect(fieldsOf({ fields: [] }, preview, [])).toEqual([]);
  const stored = [
    { name: 'price', look: 'heading' as const, read: true },
    { name: 'title', look: 'small' as const, read: false },
  ];
  expect(fieldsOf({}, preview, stored)).toEqual(stored);
  expect(fieldsOf({ fields: [] }, preview, stored)).toEqual([]);
  // A field that this file has not is not lost by choosing another one.
  expect(withMeaning({}, preview, at(3), 'field', stored).fields?.map(({ name }) => name)).toEqual([
    'price',
    'title',
    'shop',
  ]);
});

test('a label is sent elsewhere with all its spellings, left out, and taken back', () => {
  const sent = withMapped({}, ['good', 'Good '], 'bad');
  expect(sent.mapping).toEqual([
    { label: 'good', to: 'bad' },
    { label: 'Good ', to: 'bad' },
  ]);
  expect(withMapped(sent, ['good', 'Good '], null).mapping?.map(({ to }) => to)).toEqual([null, null]);
  expect(withMapped(withMapped({}, ['bad'], null), ['bad'], 'bad')).toEqual({});
});

test('each label has a row, those that were sent elsewhere after the others', () => {
  const rows = labelRows(preview, [{ label: 'fine', to: 'good' }]);
  expect(rows.map(({ label, to, count }) => [label, to, count])).toEqual([
    ['good', 'good', 7],
    ['bad', 'bad', 2],
    ['fine', 'good', null],
  ]);
  // Until the server has looked again, it is still a class of its own.
  expect(labelRows(preview, [{ label: 'bad', to: 'good' }]).map(({ label }) => label)).toEqual(['good', 'bad']);
});

test('what labels are is chosen, said by the file, or guessed', () => {
  const guessed = { ...preview, labels_are: 'truth' as const };
  const counted = (counts: Partial<typeof preview.counts>) => ({ ...guessed, counts: testCounts(counts) });
  expect(labelsAre({}, { ...preview, labels_are: null })).toBeNull();
  expect(labelsAre({}, counted({ truths: 3 }))).toBe('truth');
  expect(labelsAre({}, counted({ skips: 3, truths: 1 }))).toBe('answers');
  expect(labelsAre({}, counted({ suggestions: 3 }))).toBe('suggestions');
  expect(labelsAre({ labels_are: 'truth' }, counted({ answers: 3 }))).toBe('truth');
});
