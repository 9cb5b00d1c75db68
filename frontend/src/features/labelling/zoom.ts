/**
 * How an image is looked at: a pure reducer. Points and moves are CSS pixels from the middle of the stage, to the right
 * and down; the image is drawn about that middle, so a view that fits is scale 1 at (0, 0).
 */
export interface Point {
  x: number;
  y: number;
}

export interface View extends Point {
  /** The item that is looked at: every other one is fitted. */
  item: number | null;
  scale: number;
}

/** What there is to look at, as laid out at scale 1. */
export interface Frame {
  stage: { width: number; height: number };
  image: { width: number; height: number };
  /** The scale at which a pixel of the image is a pixel of the page. */
  actual: number;
}

export type ZoomEvent =
  | { type: 'zoomed'; factor: number; at: Point }
  | { type: 'moved'; by: Point }
  /** Two fingers: their middle went from one point to another while they came `factor` further apart. */
  | { type: 'pinched'; factor: number; from: Point; to: Point }
  /** Between fitted and 100 %; an image that is already that large doubles. */
  | { type: 'toggled'; at: Point }
  | { type: 'fitted' };

export interface ZoomStep {
  item: number;
  frame: Frame;
  event: ZoomEvent;
}

export const MIDDLE: Point = { x: 0, y: 0 };
export const KEY_STEP = 1.5;
const MAX_OF_FIT = 8;
const MAX_OF_ACTUAL = 4;
const ENLARGED = 2;

export const fitted = (item: number | null): View => ({ item, scale: 1, ...MIDDLE });

/** What is shown of this item: the next one fits again. */
export const viewOf = (view: View, item: number | null): View => (view.item === item ? view : fitted(item));

export function zoom(view: View, { item, frame, event }: ZoomStep): View {
  return bounded(stepped(viewOf(view, item), frame, event), frame);
}

function stepped(view: View, frame: Frame, event: ZoomEvent): View {
  switch (event.type) {
    case 'zoomed':
      return scaled(view, { scale: view.scale * event.factor, at: event.at, frame });
    case 'moved':
      return { ...view, x: view.x + event.by.x, y: view.y + event.by.y };
    case 'pinched': {
      const by = { x: event.to.x - event.from.x, y: event.to.y - event.from.y };
      const wider = scaled(view, { scale: view.scale * event.factor, at: event.from, frame });
      return stepped(wider, frame, { type: 'moved', by });
    }
    case 'toggled':
      return view.scale > 1 ? fitted(view.item) : scaled(view, { scale: closer(frame), at: event.at, frame });
    case 'fitted':
      return fitted(view.item);
  }
}

const closer = ({ actual }: Frame) => (actual > 1 ? actual : ENLARGED);

/** What lies under the point stays under it. */
function scaled(view: View, { scale, at, frame }: { scale: number; at: Point; frame: Frame }): View {
  const allowed = Math.min(Math.max(scale, 1), Math.max(MAX_OF_FIT, MAX_OF_ACTUAL * frame.actual));
  const ratio = allowed / view.scale;
  return { ...view, scale: allowed, x: at.x + (view.x - at.x) * ratio, y: at.y + (view.y - at.y) * ratio };
}

/** An edge of the image never leaves the edge of the stage behind; what is smaller than the stage stands in its middle. */
function bounded(view: View, { stage, image }: Frame): View {
  return {
    ...view,
    x: within(view.x, (image.width * view.scale - stage.width) / 2),
    y: within(view.y, (image.height * view.scale - stage.height) / 2),
  };
}

function within(offset: number, room: number): number {
  const most = Math.max(0, room);
  return Math.min(Math.max(offset, -most), most);
}
