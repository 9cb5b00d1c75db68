import { expect, test } from 'vitest';
import { emptyDesk, isSending, isTie, reduce, waitingFor, type DeskEvent } from '@/features/review/desk';
import { testReviewItem } from '@/features/review/review.test-data';
import type { ReviewItem } from '@/shared/api/review';

const items = [1, 2, 3].map((id) => testReviewItem(id));

const after = (...events: DeskEvent[]) => events.reduce(reduce, emptyDesk);
const ids = (desk: typeof emptyDesk, of: readonly ReviewItem[] = items) => waitingFor(desk, of).map(({ id }) => id);
const first = testReviewItem(1);
const accepted: DeskEvent = { type: 'judged', key: 'a', item: first, judgement: { kind: 'accept' } };

test('the next item is there as soon as one is decided, and the server hears of it meanwhile', () => {
  const desk = after(accepted);
  expect(ids(desk)).toEqual([2, 3]);
  expect(isSending(desk)).toBe(true);
  expect(isSending(reduce(desk, { type: 'saved', key: 'a' }))).toBe(false);
});

test('undo brings the last item back before all others, also when it was decided in another kind', () => {
  const other = testReviewItem(9);
  const desk = after({ type: 'judged', key: 'o', item: other, judgement: { kind: 'accept' } }, accepted, {
    type: 'undone',
  });
  expect(ids(desk)).toEqual([1, 2, 3]);
  expect(ids(reduce(desk, { type: 'undone' }))).toEqual([9, 1, 2, 3]);
});

test('with nothing to undo nothing happens', () => {
  expect(after({ type: 'undone' })).toBe(emptyDesk);
});

test('what could not be saved comes back and says why', () => {
  const refused: DeskEvent = { type: 'refused', key: 'a', item: first, detail: 'No network.', isGone: false };
  const desk = after(accepted, refused);
  expect(ids(desk)).toEqual([1, 2, 3]);
  expect(desk.trouble).toBe('No network.');
  expect(isSending(desk)).toBe(false);
  expect(ids(after(accepted, { type: 'undone' }, refused))).toEqual([1, 2, 3]);
});

test('what somebody else has decided meanwhile is gone', () => {
  const desk = after(accepted, { type: 'refused', key: 'a', item: first, detail: 'Decided.', isGone: true });
  expect(ids(desk)).toEqual([2, 3]);
});

test('what cannot be undone stays decided', () => {
  const desk = after(accepted, { type: 'undone' }, { type: 'undo_refused', item: first, detail: 'Undone already.' });
  expect(ids(desk)).toEqual([2, 3]);
  expect(desk.undoing).toBe(0);
});

test('what is left for later comes when it is taken up again', () => {
  const desk = after({ type: 'left', item: first });
  expect(ids(desk)).toEqual([2, 3]);
  expect(ids(reduce(desk, { type: 'taken_up' }))).toEqual([1, 2, 3]);
});

test('an item that came back is decided on once more', () => {
  const desk = after(accepted, { type: 'undone' }, { ...accepted, key: 'b' });
  expect(ids(desk)).toEqual([2, 3]);
  expect(desk.past).toHaveLength(1);
});

test('an item that was answered anew since it was decided waits again', () => {
  const anew = testReviewItem(1, { answers: first.answers.map((answer) => ({ ...answer, id: answer.id + 90 })) });
  expect(ids(after(accepted, { type: 'saved', key: 'a' }), [anew])).toEqual([1]);
});

test('a tie cannot be accepted; skips alone are no tie', () => {
  expect(isTie({ label: null, votes: [{ label: 'good', answers: 1 }] })).toBe(true);
  expect(isTie({ label: null, votes: [] })).toBe(false);
  expect(isTie({ label: 'good', votes: [{ label: 'good', answers: 1 }] })).toBe(false);
});
