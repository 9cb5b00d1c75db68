import { expect, test } from 'vitest';
import { projectAction, projectHref, waitingWords } from './project-action';

const row = { id: 4, items: 10, status: 'active', role: 'annotator', ended_by: null } as const;

test('an annotator starts labelling', () => {
  expect(projectAction(row)).toEqual({ label: 'Start labelling', href: '/projects/4/label', isPrimary: true });
  expect(projectHref(row)).toBe('/projects/4/label');
});

test('a manager opens the overview', () => {
  expect(projectAction({ ...row, role: 'manager' })).toMatchObject({ label: 'Overview', href: '/projects/4' });
});

test('a draft is continued at the first step that is not done', () => {
  const draft = { ...row, role: 'manager', status: 'draft' } as const;
  expect(projectAction(draft)?.href).toBe('/projects/new?project=4&step=2');
  expect(projectAction({ ...draft, items: 0 })?.href).toBe('/projects/new?project=4&step=1');
});

test('a paused project says so instead of offering a dead button', () => {
  const paused = { ...row, status: 'paused' } as const;
  expect(projectAction(paused)).toBeNull();
  expect(projectHref(paused)).toBeNull();
  expect(waitingWords(paused)).toBe('Paused by a manager');
});

test.each([
  ['budget', 'manager', 'Raise the budget', '/projects/4/settings'],
  ['items', 'manager', 'Overview', '/projects/4'],
  ['budget', 'reviewer', 'Overview', '/projects/4'],
] as const)('where a project was ended by its %s, a %s is offered what helps', (ended_by, role, label, href) => {
  expect(projectAction({ ...row, role, ended_by })).toMatchObject({ label, href });
});

test('where nothing is asked any more, an annotator is told why instead of being sent there', () => {
  expect(projectAction({ ...row, ended_by: 'budget' })).toBeNull();
  expect(waitingWords({ ...row, ended_by: 'budget' })).toBe('The budget is spent');
  expect(waitingWords({ ...row, ended_by: 'items' })).toBe('Everything is labelled');
});

test('a reviewer may read the overview and label', () => {
  const reviewer = { ...row, role: 'reviewer' } as const;
  expect(projectHref(reviewer)).toBe('/projects/4');
  expect(projectAction(reviewer)?.label).toBe('Start labelling');
});
