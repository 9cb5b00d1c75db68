import { expect, test } from 'vitest';
import { parseRole, roleWords, usernameProblem } from './roles';

test('a user name has letters, digits and a few signs', () => {
  expect(usernameProblem('bob.brown@example.org')).toBeUndefined();
  expect(usernameProblem(' ')).toBe('Write the user name.');
  expect(usernameProblem('bob brown')).toContain('only');
});

test('a role says what it may do', () => {
  expect(roleWords('reviewer')).toContain('Reviewer: labels items; sees overview');
  expect(parseRole('manager')).toBe('manager');
  expect(parseRole('emperor')).toBe('annotator');
});
