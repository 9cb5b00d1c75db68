import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { PanelGate } from './panel-gate';

/**
 * For the field that takes the keys of a panel: it has the focus as soon as it is on screen, in the same step, and gets
 * what was typed before by `put`. Belongs inside the dialog, so that the field is there when this runs.
 */
export function useFirstField<Field extends HTMLInputElement | HTMLTextAreaElement>(
  gate: PanelGate,
  put: (typed: string) => void,
): RefObject<Field | null> {
  const field = useRef<Field>(null);
  const latestPut = useRef(put);
  useLayoutEffect(() => {
    const element = field.current;
    element?.focus({ preventScroll: true });
    if (element && element.type !== 'radio') element.setSelectionRange(element.value.length, element.value.length);
    const typed = gate.handOver();
    if (typed) latestPut.current(typed);
  }, [gate]);
  return field;
}
