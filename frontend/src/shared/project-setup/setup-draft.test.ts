import { expect, test } from 'vitest';
import { ApiError } from '@/shared/api/errors';
import { labelsFromNames } from './labels';
import {
  BOUNDS,
  adoptStored,
  draftFromProject,
  parseOverrides,
  serverProblems,
  setupPatch,
  setupProblems,
} from './setup-draft';
import { testProject } from '@/shared/test/test-project';

const project = testProject();
const draft = draftFromProject(project);

test('an untouched form has nothing to save', () => {
  expect(setupProblems(draft)).toEqual({});
  expect(setupPatch(draft, project)).toEqual({});
});

test('only what changed is saved, in the units of the server', () => {
  expect(setupPatch({ ...draft, auditPercent: 5, guidelines: 'Be kind.' }, project)).toEqual({
    audit_share: 0.05,
    guidelines: 'Be kind.',
  });
});

test('an invalid field waits in the form while the others are saved', () => {
  const half = { ...draft, name: ' ', deckSize: 500, overlap: 3 };
  expect(setupProblems(half)).toEqual({ name: 'Give the project a name.', deck_size: 'From 1 to 100.' });
  expect(setupPatch(half, project)).toEqual({ overlap: 3 });
});

test('a budget is saved whole or not at all', () => {
  const half = { ...draft, budget: { ...draft.budget, labels: 500, money: '60.00', currency: 'E' } };
  expect(setupPatch(half, project)).toEqual({});
});

test('free labels clear the budget in money', () => {
  const free = { ...draft, budget: { ...draft.budget, price: '0', money: '' } };
  expect(setupPatch(free, project)).toEqual({ price_per_label: '0.00', budget_money: null });
});

test('only money is compared as money: a name or a text of digits is another one', () => {
  const numbered = { ...project, name: '2026.1', guidelines: '7', price_per_label: '0.1200' };
  const typed = { ...draftFromProject(numbered), name: '2026.10', guidelines: '07' };
  expect(setupPatch(typed, numbered)).toEqual({ name: '2026.10', guidelines: '07' });
  const dearer = { ...typed.budget, price: '0.13' };
  expect(setupPatch({ ...typed, budget: dearer }, numbered).price_per_label).toBe('0.13');
});

test('new labels go without an id, old ones with theirs', () => {
  const patch = setupPatch({ ...draft, labels: [...draft.labels, ...labelsFromNames(['neutral'])] }, project);
  expect(patch.labels).toEqual([{ id: 1, name: 'positive' }, { id: 2, name: 'negative' }, { name: 'neutral' }]);
});

test('one label is too few', () => {
  expect(setupProblems({ ...draft, labels: draft.labels.slice(0, 1) }).labels).toContain('at least two');
});

test('rows take the ids, keys and colours that the server has given', () => {
  const [row] = adoptStored(labelsFromNames(['Positive']), project);
  expect(row).toMatchObject({ id: 1, name: 'Positive', stored: { key: '1', color: '#0072B2' } });
});

test('fields in percent have the bounds of the server in percent', () => {
  expect([BOUNDS.start_fraction, BOUNDS.audit_share, BOUNDS.overlap]).toEqual([
    [5, 100],
    [0, 50],
    [1, 20],
  ]);
});

test('overrides are a JSON object or nothing', () => {
  expect(parseOverrides(' ')).toEqual({});
  expect(parseOverrides('{"temperature": 0.5}')).toEqual({ temperature: 0.5 });
  expect(parseOverrides('[1]')).toBeNull();
  expect(parseOverrides('{')).toBeNull();
});

test('errors of the server stand at their fields', () => {
  const error = new ApiError(400, [
    { code: 'key_taken', detail: 'Two labels share a key.', attr: 'labels.1.key' },
    { code: 'max_value', detail: 'At most 5,000.', attr: 'batch_size' },
    { code: 'busy', detail: 'Try again.', attr: null },
  ]);
  expect(serverProblems(error)).toEqual({
    labels: 'Two labels share a key.',
    batch_size: 'At most 5,000.',
    '': 'Try again.',
  });
  expect(serverProblems(new Error('x'))).toEqual({});
});
