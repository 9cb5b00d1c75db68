import { expect, test } from 'vitest';
import { safeNext } from './safe-next';

test.each([
  ['/projects/4/label?from=mail#top', '/projects/4/label?from=mail#top'],
  [null, '/'],
  ['', '/'],
  ['projects', '/'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/\n/elsewhere.example', '/'],
  ['/.//elsewhere.example', '/'],
  ['//[', '/'],
])('after signing in, %j leads to %s', (next, path) => {
  expect(safeNext(next)).toBe(path);
});
