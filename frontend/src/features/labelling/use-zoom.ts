import { useCallback, useEffect, useReducer, type RefObject } from 'react';
import type { DeckItem } from '@/shared/api/schema.gen';
import type { Action } from './keys';
import { fitted, KEY_STEP, MIDDLE, viewOf, zoom, type Frame, type Point, type View, type ZoomEvent } from './zoom';

const WHEEL_LINE = 16;
const WHEEL_SPEED = 0.002;
/** A pinch on a touchpad arrives as a wheel with Ctrl, in small steps. */
const TOUCHPAD_SPEED = 0.01;

interface Zoom {
  view: View;
  onZoom: (event: ZoomEvent) => void;
}

/** How the image on the stage is looked at, by wheel, drag, pinch and double click; nothing for a text. */
export function useZoom(stage: RefObject<HTMLElement | null>, item: DeckItem | null): Zoom {
  const [view, dispatch] = useReducer(zoom, null, fitted);
  const onZoom = useCallback(
    (event: ZoomEvent) => {
      const frame = frameOf(stage, item);
      if (frame && item) dispatch({ item: item.id, frame, event });
    },
    [stage, item],
  );
  const isImage = Boolean(item?.image);
  useEffect(() => (stage.current && isImage ? listen(stage.current, onZoom) : undefined), [stage, isImage, onZoom]);
  return { view: viewOf(view, item?.id ?? null), onZoom };
}

/** Layout sizes: a transform does not change them. */
function frameOf({ current: stage }: RefObject<HTMLElement | null>, item: DeckItem | null): Frame | null {
  const image = stage?.firstElementChild;
  if (!item?.image || !stage || !(image instanceof HTMLElement)) return null;
  const drawn = Math.max(image.offsetWidth, image.offsetHeight, 1);
  return {
    stage: { width: stage.clientWidth, height: stage.clientHeight },
    image: { width: image.offsetWidth, height: image.offsetHeight },
    actual: Math.max(item.image.width, item.image.height) / drawn,
  };
}

const LINE = 64;

/** What an action of the key table means for an image. */
export function toZoomEvent(action: Action, page: number): ZoomEvent | null {
  switch (action.type) {
    case 'zoom_in':
      return { type: 'zoomed', factor: KEY_STEP, at: MIDDLE };
    case 'zoom_out':
      return { type: 'zoomed', factor: 1 / KEY_STEP, at: MIDDLE };
    case 'zoom_fit':
      return { type: 'fitted' };
    case 'scroll_up':
      return { type: 'moved', by: { x: 0, y: LINE } };
    case 'scroll_down':
      return { type: 'moved', by: { x: 0, y: -LINE } };
    case 'page_up':
      return { type: 'moved', by: { x: 0, y: page } };
    case 'page_down':
      return { type: 'moved', by: { x: 0, y: -page } };
    case 'scroll_start':
      return { type: 'moved', by: { x: 0, y: Number.MAX_SAFE_INTEGER } };
    case 'scroll_end':
      return { type: 'moved', by: { x: 0, y: -Number.MAX_SAFE_INTEGER } };
    default:
      return null;
  }
}

function listen(stage: HTMLElement, onZoom: (event: ZoomEvent) => void): () => void {
  const stopper = new AbortController();
  const { signal } = stopper;
  const fingers = new Map<number, Point>();
  const point = (event: MouseEvent) => fromMiddle(stage, event);

  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      onZoom({ type: 'zoomed', factor: wheelFactor(event), at: point(event) });
    },
    { passive: false, signal },
  );
  stage.addEventListener('dblclick', (event) => onZoom({ type: 'toggled', at: point(event) }), { signal });
  stage.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || isButton(event.target)) return;
      stage.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, point(event));
    },
    { signal },
  );
  stage.addEventListener(
    'pointermove',
    (event) => {
      const from = fingers.get(event.pointerId);
      if (!from) return;
      const to = point(event);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      fingers.set(event.pointerId, to);
      onZoom(other ? pinch(other, from, to) : { type: 'moved', by: { x: to.x - from.x, y: to.y - from.y } });
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const)
    stage.addEventListener(end, (event) => fingers.delete(event.pointerId), { signal });
  return () => stopper.abort();
}

const isButton = (target: EventTarget | null) => target instanceof Element && target.closest('button') !== null;

function fromMiddle(stage: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const box = stage.getBoundingClientRect();
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
}

function wheelFactor({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const pixels = deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * WHEEL_LINE : deltaY;
  return Math.exp(-pixels * (ctrlKey ? TOUCHPAD_SPEED : WHEEL_SPEED));
}

/** One finger rests, the other moves. */
function pinch(resting: Point, from: Point, to: Point): ZoomEvent {
  return {
    type: 'pinched',
    factor: Math.max(1, distance(resting, to)) / Math.max(1, distance(resting, from)),
    from: between(resting, from),
    to: between(resting, to),
  };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
