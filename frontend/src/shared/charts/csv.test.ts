import { expect, test } from 'vitest';
import { toCsv } from './csv';
import { fileName } from './download';

test('cells with commas, quotes and line breaks are quoted', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['x,y', 'say "hi"'],
        ['two\nlines', 1.5],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",1.5\r\n');
});

test('unknown values are empty, never the word null', () => {
  expect(toCsv(['a', 'b', 'c'], [[null, undefined, Number.NaN]])).toBe('a,b,c\r\n,,\r\n');
});

test('a cell that looks like a formula is defused', () => {
  expect(toCsv(['a'], [['=1+1'], ['@x'], [-3]])).toBe("a\r\n'=1+1\r\n'@x\r\n-3\r\n");
});

test('file names hold letters, digits and hyphens', () => {
  expect(fileName('csv', 'Shop reviews: Größe', 'accuracy')).toBe('shop-reviews-große-accuracy.csv');
  expect(fileName('svg', '…')).toBe('chart.svg');
});
