import { expect, test } from 'vitest';
import { MAX_SECONDS } from '@/shared/api/constants.gen';
import { plainText, sendable } from './sendable';

const answer = {
  key: 'a',
  item: 4,
  label: null,
  skip_reason: '',
  flagged: false,
  comment: '',
  seconds: 3.25,
  answered_at: '2026-11-20T10:00:00.000Z',
};

test('an answer that is fine goes as it is', () => {
  const fine = { ...answer, comment: 'naïve 👩‍🔬 note\nsecond line', skip_reason: 'torn' };
  expect(sendable(fine)).toEqual(fine);
});

test.each([
  [90_000, MAX_SECONDS],
  [-7, 0],
  [Number.NaN, 0],
  [Number.POSITIVE_INFINITY, 0],
])('%d seconds are sent as %d', (seconds, sent) => {
  expect(sendable({ ...answer, seconds }).seconds).toBe(sent);
});

test('halves of emojis, NUL and what is too long are mended', () => {
  const odd = sendable({ ...answer, comment: 'a\ud83d b\ude00 c\0d 😀', skip_reason: 'y'.repeat(201) });
  expect(odd.comment).toBe('a\ufffd b\ufffd cd 😀');
  expect(odd.skip_reason).toHaveLength(200);
});

test('a text is cut between characters, never within one', () => {
  expect(plainText('ab😀😀', 3)).toBe('ab😀');
});
