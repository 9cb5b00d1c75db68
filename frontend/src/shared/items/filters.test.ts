import { expect, test } from 'vitest';
import { itemQuery } from '@/shared/api/items';
import type { ItemFilter } from '@/shared/api/schema.gen';
import { saidOf } from '@/shared/items/filter-words';
import { FILTERS, FILTER_NAMES } from '@/shared/items/filters';
import { choiceOf, putFilter } from '@/shared/items/read-filter';

/** Something that can be said with each filter, and its words. */
const SAID: Required<{ [name in keyof ItemFilter]: [NonNullable<ItemFilter[name]>, string] }> = {
  id: [[3, 12], 'Number: 3, 12'],
  state: ['tied', 'State: tied'],
  label: ['very good', 'Label: very good'],
  role: ['audit', 'Role: audit items'],
  measures: [true, 'audit or gold items'],
  truth: ['very good', 'True label: very good'],
  set_aside: [false, 'not set aside'],
  text: ['red shoe', 'Words: red shoe'],
  leased: [false, 'in nobody’s hands'],
  adjudicated: [true, 'adjudicated'],
  disagreeing: [true, 'disagreeing'],
  reviewed: [false, 'not reviewed'],
  returned: [true, 'sent back and answered anew'],
  sampled: [true, 'sampled'],
  person: [7, 'Person: ben'],
  given: [['7=good', '8=so = so'], 'ben: good'],
  flagged: [true, 'flagged'],
  commented: [false, 'not commented'],
  skipped: [true, 'skipped'],
  skip_reason: ['blurred', 'Reason of a skip: blurred'],
  answers: [2, 'Number of labels = 2'],
  answers_from: [2, 'Labels ≥ 2'],
  answers_to: [0, 'Labels ≤ 0'],
  answered_from: ['2025-03-01T10:00:00.000Z', 'Answered since: 1 Mar 2025, '],
  answered_to: ['2025-03-01T10:00:00.000Z', 'Answered until: 1 Mar 2025, '],
  against_model: [true, 'model against people'],
  suspected: [true, 'suspected errors'],
  predicted: ['good', 'Likeliest for the model: good'],
  probability_from: [0.6, 'Model sure ≥ 60 %'],
  probability_to: [0.125, 'Model sure ≤ 12.5 %'],
  round: [0, 'Asked by round: 0'],
  suggested: ['good', 'Suggested label: good'],
  suggested_by: ['tiny', 'Suggestion of the model: tiny'],
  not_suggested_by: ['tiny', 'No suggestion of the model: tiny'],
  column: [['shop~Kiel', 'price>=10'], 'shop contains Kiel'],
  split: ['test', 'Split: test'],
  external_id: ['a-1', 'External id: a-1'],
  added_from: ['2025-03-01T10:00:00.000Z', 'Added since: 1 Mar 2025, '],
  added_to: ['2025-03-01T10:00:00.000Z', 'Added until: 1 Mar 2025, '],
};

test.each(FILTER_NAMES)('what is said by %s is the same in the address, and is said in words', (name) => {
  const [value, words] = SAID[name];
  const filter = { [name]: value };
  expect(choiceOf(itemQuery(filter))).toEqual({ filter, isAll: false, problem: null });
  expect(saidOf(filter, new Map([[7, 'ben']]))[0]?.words).toContain(words);
});

test('every filter is offered with a name of its own', () => {
  const titles = Object.values(FILTERS).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test.each([
  ['state=lost', 'State'],
  ['skipped=perhaps', 'Skipped'],
  ['answers=-1', 'Number of labels'],
  ['person=12x', 'Person'],
  ['given=ben=good', 'Label of a person'],
  ['given=7=good&given=7=', 'Label of a person'],
  ['probability_from=60', 'Model sure, at least'],
  ['answered_from=never', 'Answered since'],
  ['id=1&id=x', 'Number'],
  ['column=shop', 'Column'],
])('%s means nothing, and widens no choice', (address, title) => {
  const { problem, isAll } = choiceOf(new URLSearchParams(address));
  expect(problem).toContain(`by “${title}”`);
  expect(isAll).toBe(false);
});

test('blanks choose nothing, and other parts of the address are no filters', () => {
  const choice = choiceOf(new URLSearchParams('text=%20&sort=-rank&item=7&jobs=open'));
  expect(choice).toEqual({ filter: {}, isAll: true, problem: null });
});

test('a filter is said anew beside what else the address says', () => {
  const address = new URLSearchParams('sort=-rank&column=a%3D1&column=b%3D2&state=tied');
  putFilter(address, 'column', ['a=1', 'c=3']);
  expect(address.toString()).toBe('sort=-rank&state=tied&column=a%3D1&column=c%3D3');
  putFilter(address, 'state', null);
  expect(address.get('state')).toBeNull();
});
