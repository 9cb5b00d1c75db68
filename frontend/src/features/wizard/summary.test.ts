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
    'About 100 labels go to audit items, which measure accuracy and train nothing.',
    '2 labels: positive, negative.',
  ]);
});

test('overlap covers fewer items', () => {
  expect(summaryWords(project, { ...draft, overlap: 3 })[1]).toBe('That is 333 of 5,000 texts, each answered 3 times.');
});

test('without audit items the loss is named', () => {
  expect(summaryWords(project, { ...draft, auditPercent: 0 })[2]).toBe('No audit items: accuracy will not be known.');
});
