import { expect, test } from 'vitest';
import { displaySize } from './image-size';

test.each([
  [8, 8, 480, true],
  [28, 28, 476, true],
  [32, 32, 480, true],
  [96, 48, 480, false],
  [640, 480, 960, false],
  [4000, 3000, 4000, false],
])('%d x %d is drawn up to %d wide', (width, height, cap, isPixelArt) => {
  expect(displaySize(width, height)).toEqual({ width, height, isWidened: false, cap, isPixelArt });
});

test.each([
  [1, 12_000, 300, 12_000],
  [12_000, 1, 12_000, 300],
  [3, 600, 15, 600],
])(
  'a hairline of %d x %d keeps its length and is drawn wide enough to be seen',
  (ownWidth, ownHeight, width, height) => {
    expect(displaySize(ownWidth, ownHeight)).toMatchObject({ width, height, isWidened: true });
  },
);
