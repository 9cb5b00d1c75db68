import { expect, test } from 'vitest';
import { fitted, MIDDLE, viewOf, zoom, type Frame, type View, type ZoomEvent } from './zoom';

/** A photo of 3,000 x 2,000 in a stage of 800 x 600, drawn at 750 x 500. */
const photo: Frame = { stage: { width: 800, height: 600 }, image: { width: 750, height: 500 }, actual: 4 };
const digit: Frame = { stage: { width: 800, height: 600 }, image: { width: 476, height: 476 }, actual: 28 / 476 };

const after = (events: ZoomEvent[], frame = photo) =>
  events.reduce<View>((view, event) => zoom(view, { item: 5, frame, event }), fitted(null));

/** Which place of the image, in parts of its fitted size, lies under a point. */
const under = (view: View, point: { x: number; y: number }) => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
});

test('zooming keeps what lies under the pointer there', () => {
  const at = { x: 210, y: -90 };
  const before = after([{ type: 'zoomed', factor: 2, at: MIDDLE }]);
  const later = zoom(before, { item: 5, frame: photo, event: { type: 'zoomed', factor: 1.7, at } });
  expect(later.scale).toBeCloseTo(3.4);
  expect(under(later, at).x).toBeCloseTo(under(before, at).x);
  expect(under(later, at).y).toBeCloseTo(under(before, at).y);
});

test('nothing is drawn smaller than fitted or larger than four times its own pixels', () => {
  expect(after([{ type: 'zoomed', factor: 0.2, at: { x: 30, y: 30 } }])).toEqual(fitted(5));
  expect(after([{ type: 'zoomed', factor: 1000, at: MIDDLE }]).scale).toBe(16);
  expect(after([{ type: 'zoomed', factor: 1000, at: MIDDLE }], digit).scale).toBe(8);
});

test('a drag stops where the edge of the image meets the edge of the stage', () => {
  const view = after([
    { type: 'zoomed', factor: 2, at: MIDDLE },
    { type: 'moved', by: { x: 9999, y: -9999 } },
  ]);
  expect([view.x, view.y]).toEqual([(1500 - 800) / 2, -(1000 - 600) / 2]);
});

test('what fits cannot be dragged, and stays in the middle of a side on which it fits', () => {
  expect(after([{ type: 'moved', by: { x: 50, y: 50 } }])).toEqual(fitted(5));
  const wide = after([
    { type: 'zoomed', factor: 1.1, at: MIDDLE },
    { type: 'moved', by: { x: 5, y: 40 } },
  ]);
  expect([wide.x, wide.y]).toEqual([5, 0]);
});

test('two fingers take the image with them', () => {
  const before = after([{ type: 'zoomed', factor: 3, at: MIDDLE }]);
  const [from, to] = [
    { x: 40, y: 20 },
    { x: 90, y: -10 },
  ];
  const later = zoom(before, { item: 5, frame: photo, event: { type: 'pinched', factor: 1.2, from, to } });
  expect(later.scale).toBeCloseTo(3.6);
  expect(under(later, to).x).toBeCloseTo(under(before, from).x);
  expect(under(later, to).y).toBeCloseTo(under(before, from).y);
});

test('a double click shows 100 % about the pointer, the next one fits', () => {
  const once: ZoomEvent = { type: 'toggled', at: { x: 100, y: 0 } };
  expect(after([once])).toMatchObject({ scale: 4, x: -300 });
  expect(after([once, once])).toEqual(fitted(5));
});

test('a double click doubles what is drawn at 100 % or larger', () => {
  expect(after([{ type: 'toggled', at: MIDDLE }], digit).scale).toBe(2);
});

test('the next item fits again, and so does the same one when asked', () => {
  const close = after([{ type: 'zoomed', factor: 3, at: { x: 80, y: 80 } }]);
  expect(viewOf(close, 6)).toEqual(fitted(6));
  expect(zoom(close, { item: 6, frame: photo, event: { type: 'zoomed', factor: 2, at: MIDDLE } }).scale).toBe(2);
  expect(zoom(close, { item: 5, frame: photo, event: { type: 'fitted' } })).toEqual(fitted(5));
});
