import { useEffect, type RefObject } from 'react';

const FAR_ENOUGH = 72;

/** A swipe to the right with one finger over the element. Scrolling up and down stays with the browser. */
export function useSwipeRight(target: RefObject<HTMLElement | null>, isActive: boolean, onSwipe: () => void): void {
  useEffect(() => {
    const element = target.current;
    if (!element || !isActive) return;
    let start: { x: number; y: number } | null = null;
    const stopper = new AbortController();
    const options = { passive: true, signal: stopper.signal };
    element.addEventListener(
      'touchstart',
      (event) => {
        const touch = event.touches.length === 1 ? event.touches[0] : undefined;
        start = touch ? { x: touch.clientX, y: touch.clientY } : null;
      },
      options,
    );
    element.addEventListener(
      'touchend',
      (event) => {
        const touch = event.changedTouches[0];
        if (!start || !touch) return;
        const right = touch.clientX - start.x;
        const sideways = Math.abs(touch.clientY - start.y);
        start = null;
        if (right > FAR_ENOUGH && right > 2 * sideways) onSwipe();
      },
      options,
    );
    return () => stopper.abort();
  }, [target, isActive, onSwipe]);
}
