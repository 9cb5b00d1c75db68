import { expect, test } from 'vitest';
import { parseRole, roleWords } from './roles';
import { splitWhom } from './whom';

test('pasted names and addresses are parted, each once', () => {
  expect(splitWhom('ben, Ada Elder <ada@example.org>;\n\n ben\r\ncora ')).toEqual([
    'ben',
    'Ada Elder <ada@example.org>',
    'cora',
  ]);
  expect(splitWhom(' ,\n;')).toEqual([]);
});

test('a role says what it may do', () => {
  expect(roleWords('reviewer')).toContain('Reviewer: labels items; sees overview');
  expect(parseRole('manager')).toBe('manager');
  expect(parseRole('emperor')).toBe('annotator');
});
