import { expect, test } from 'vitest';
import { ALL, NONE, chosenBy, isPicked, toggled, upTo, withAll } from './picked';

const LIST = [11, 12, 13, 14, 15];
const filter = { disagreeing: true } as const;

test('an item is chosen, and chosen no more', () => {
  const one = toggled(NONE, 12);
  expect(isPicked(one, 12)).toBe(true);
  expect(chosenBy(one, filter)).toEqual({ ids: [12] });
  expect(chosenBy(toggled(one, 12), filter)).toBeNull();
});

test('a range goes from the one chosen last to this one, up or down, and keeps what was chosen', () => {
  const down = upTo(toggled(toggled(NONE, 11), 13), 15, LIST);
  expect(chosenBy(down, filter)).toEqual({ ids: [11, 13, 14, 15] });
  const up = upTo(toggled(NONE, 14), 12, LIST);
  expect(chosenBy(up, filter)).toEqual({ ids: [14, 12, 13] });
});

test('a range that begins nowhere is the item alone', () => {
  expect(chosenBy(upTo(NONE, 13, LIST), filter)).toEqual({ ids: [13] });
  expect(chosenBy(upTo(toggled(NONE, 99), 13, LIST), filter)).toEqual({ ids: [99, 13] });
});

test('all that match are named by their filter, and none of them can be left out', () => {
  expect(chosenBy(ALL, filter)).toEqual({ items: filter });
  expect(toggled(ALL, 12)).toBe(ALL);
  expect(upTo(ALL, 12, LIST)).toBe(ALL);
  expect(isPicked(ALL, 4711)).toBe(true);
});

test('all that are loaded join what was chosen', () => {
  expect(chosenBy(withAll(toggled(NONE, 9), LIST), filter)).toEqual({ ids: [9, ...LIST] });
});
