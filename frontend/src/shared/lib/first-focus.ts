import { useEffect, useRef, type RefObject } from 'react';

/** For what has the focus as soon as it is on screen; belongs in the component that comes and goes with it. */
export function useFirstFocus<Shown extends HTMLElement>(): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  useEffect(() => shown.current?.focus(), []);
  return shown;
}
