import { expect, test } from 'vitest';
import { testSettings } from '@/features/benchmark/benchmark.test-data';
import { confusionOf, defaultDraft, draftFrom, settingsOf, type Draft } from '@/features/benchmark/draft';
import { problemsOf, serverProblems } from '@/features/benchmark/draft-problems';
import { ApiError } from '@/shared/api/errors';
import { testProject } from '@/shared/test/test-project';

const draft: Draft = defaultDraft(testProject(), 5000);

test('one press starts something sensible: three seeds of the recommended, the project’s and random order', () => {
  expect(problemsOf(draft)).toEqual({});
  const settings = settingsOf(draft, 'truth');
  expect(settings.strategies).toEqual(['auto', 'random']);
  expect(settings).toMatchObject({
    seeds: 3,
    initial: 100,
    query: 100,
    rounds: 6,
    pool: 0,
    test: 0,
    target_error: null,
  });
  expect(defaultDraft(testProject({ strategy: 'svp' }), 5000).strategies).toEqual(['auto', 'svp', 'random']);
});

test('of few items at most half are asked', () => {
  const small = defaultDraft(testProject(), 100);
  expect(Number(small.initial) + 6 * Number(small.query)).toBeLessThanOrEqual(40);
  expect(defaultDraft(testProject(), 0).query).toBe(1);
});

test('shares leave as fractions; what is not chosen does not leave', () => {
  const people: Partial<Draft> = { mistakes: 'noise', noise: 10, absence: 20, count: 2, seconds: 1.5 };
  expect(settingsOf({ ...draft, ...people, target: 12.5 }, 'labels')).toMatchObject({
    source: 'labels',
    target_error: 0.125,
    annotators: { count: 2, noise: 0.1, confusion: null, seconds_per_label: 1.5, absence: 0.2 },
  });
  const confused = settingsOf({ ...draft, mistakes: 'confusion' }, 'truth').annotators;
  expect(confused.noise).toBe(0);
  expect(confused.confusion).toEqual([
    [0.9, 0.1],
    [0.1, 0.9],
  ]);
});

test('a benchmark that was played comes back into the form as it was', () => {
  const annotators = { ...testSettings.annotators, noise: 0.07, absence: 0.1 };
  const played = { ...testSettings, title: '', annotators, pool: 500 };
  expect(settingsOf(draftFrom(played, 2), 'truth')).toEqual(played);
  const confusion = [
    [0.8, 0.2],
    [0.05, 0.95],
  ];
  const confused = { ...played, annotators: { ...annotators, noise: 0, confusion } };
  expect(settingsOf(draftFrom(confused, 2), 'truth')).toEqual(confused);
});

test('what is out of bounds says its bounds; empty is all, where all is possible', () => {
  expect(problemsOf({ ...draft, seeds: 21, rounds: '', pool: '', test: '' })).toEqual({
    seeds: 'From 1 to 20.',
    rounds: 'From 0 to 200.',
  });
  expect(problemsOf({ ...draft, initial: 0 }).initial).toBe('At least 1.');
  expect(problemsOf({ ...draft, strategies: [] }).strategies).toContain('at least one');
  expect(problemsOf({ ...draft, absence: 95 })['annotators.absence']).toBe('From 0 to 90.');
});

test('noise is only looked at where it is chosen', () => {
  expect(problemsOf({ ...draft, noise: '' })).toEqual({});
  expect(problemsOf({ ...draft, noise: '', mistakes: 'noise' })).toEqual({ 'annotators.noise': 'From 0 to 100.' });
});

test('rows of the matrix add up to a hundred, thirds nearly', () => {
  const thirds = confusionOf(4, 10);
  expect(problemsOf({ ...draft, mistakes: 'confusion', confusion: thirds })).toEqual({});
  const wrong = [
    [90, 10],
    [30, 50],
  ];
  expect(problemsOf({ ...draft, mistakes: 'confusion', confusion: wrong })['annotators.confusion']).toBe(
    'Row 2 must add up to 100 %.',
  );
  expect(problemsOf({ ...draft, confusion: wrong })).toEqual({});
});

test('the server’s errors stand at their fields, those of lists at the list', () => {
  const error = new ApiError(400, [
    { code: 'max_value', detail: 'Too many.', attr: 'annotators.count' },
    { code: 'invalid', detail: 'A number is wanted.', attr: 'annotators.confusion.0.1' },
    { code: 'conflict', detail: 'Not now.', attr: null },
  ]);
  expect(serverProblems(error)).toEqual({
    'annotators.count': 'Too many.',
    'annotators.confusion': 'A number is wanted.',
    '': 'Not now.',
  });
  expect(serverProblems(new Error('no answer'))).toEqual({});
});
