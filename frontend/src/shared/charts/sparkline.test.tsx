import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Sparkline, sparklinePoints } from './sparkline';

test('the lowest value stands at the bottom, the highest at the top', () => {
  expect(sparklinePoints([0.5, 0.9])).toEqual([
    [3, 21],
    [93, 3],
  ]);
});

test('a flat series runs through the middle', () => {
  expect(sparklinePoints([0.5, 0.5]).map(([, y]) => y)).toEqual([12, 12]);
});

test('one value is no line', () => {
  const { container } = render(<Sparkline values={[0.5]} />);
  expect(container.firstChild).toBeNull();
});
