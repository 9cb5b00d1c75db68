import { expect, test } from 'vitest';
import { draftFromProject } from '@/shared/project-setup/setup-draft';
import { testProject } from '@/shared/test/test-project';
import { summaryWords } from './summary';

const project = testProject();
const draft = draftFromProject(project);

test('the summary says what will be spent and on what', () => {
  expect(summaryWords(project, draft)).toEqual([
    'At most 1,000 labels, 120.00 EUR; not one more.',
    'That is 1,000 of 5,000 texts.',
    'About 100 audit items among them measure the model and train nothing. Accuracy to ± 10 points or better at the end.',
    '2 labels: positive, negative.',
  ]);
});

test('overlap covers fewer items', () => {
  expect(summaryWords(project, { ...draft, overlap: 3 })[1]).toBe('That is 333 of 5,000 texts, each answered 3 times.');
});

test('items that are fewer than the budget end it', () => {
  expect(summaryWords({ ...project, items: 300 }, draft).slice(0, 3)).toEqual([
    'At most 300 labels, 36.00 EUR: all 300 texts.',
    'The budget pays for 700 labels more than the items take.',
    'About 30 audit items among them measure the model and train nothing. Accuracy to ± 17 points or better at the end; it is shown from ± 10 points on.',
  ]);
  expect(summaryWords({ ...project, items: 300 }, { ...draft, overlap: 3 })[0]).toBe(
    'At most 900 labels, 108.00 EUR: all 300 texts, each answered 3 times.',
  );
});

test('without audit items the loss is named', () => {
  expect(summaryWords(project, { ...draft, auditPercent: 0 })[2]).toBe('No audit items: accuracy will not be known.');
});
