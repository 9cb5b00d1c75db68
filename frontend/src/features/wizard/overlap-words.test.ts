import { expect, test } from 'vitest';
import { draftFromProject } from '@/shared/project-setup/setup-draft';
import { testProject } from '@/shared/test/test-project';
import { overlapWords } from './overlap-words';

const project = testProject({ items: 5000, budget_labels: 1000 });
const draft = draftFromProject(project);

test('one answer per item is what everybody expects', () => {
  expect(overlapWords(project, draft)).toBe('');
  expect(overlapWords(project, { ...draft, overlap: '' })).toBe('');
});

test('more answers say what all items take, and how far the budget goes', () => {
  expect(overlapWords(project, { ...draft, overlap: 3 })).toBe(
    'All 5,000 texts then take 15,000 labels, 1,800.00 EUR, instead of 5,000 labels, 600.00 EUR; the budget of 1,000 labels pays for 333 of them.',
  );
  expect(overlapWords({ ...project, items: 300 }, { ...draft, overlap: 2 })).toBe(
    'All 300 texts then take 600 labels, 72.00 EUR, instead of 300 labels, 36.00 EUR; the budget pays for all.',
  );
});

test('without a price there are labels, without a budget no promise, without items the one', () => {
  const free = { ...draft, overlap: 2, budget: { ...draft.budget, price: '0', labels: '' as const } };
  expect(overlapWords(project, free)).toBe('All 5,000 texts then take 10,000 labels, instead of 5,000 labels.');
  expect(overlapWords({ ...project, items: 0 }, free)).toBe('Each text then takes 2 labels.');
});
