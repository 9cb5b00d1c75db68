import { useEffect, useEffectEvent, type RefObject } from 'react';
import type { Action, Binding } from '@/features/items/keys';
import { isTyping, matchKey, showChord } from '@/shared/lib/keys';

interface KeysInUse {
  bindings: readonly Binding[];
  /** at: what has the focus. */
  onAction: (action: Action, at: Element | null) => void;
  /** A key with two meanings does nothing; this says so. */
  onConflict: (words: string) => void;
  /** Something within the dialog whose keys these are; without it they are the page's. */
  within?: RefObject<Element | null>;
  isOn?: boolean;
}

/** What the keys of a table do, wherever the focus is but in a field or in another dialog. */
export function useKeys({ bindings, onAction, onConflict, within, isOn = true }: KeysInUse) {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    const own = within?.current?.closest('[role="dialog"]') ?? null;
    if (event.defaultPrevented || isTyping(event.target, event.key, own)) return;
    const match = matchKey(event, bindings);
    if (match.kind === 'conflict') {
      onConflict(`The key ${showChord(match.chord)} has two meanings (${match.titles.join(', ')}). Nothing was done.`);
    } else if (match.kind === 'action' && match.action.type !== 'by_focus') {
      event.preventDefault();
      onAction(match.action, event.target instanceof Element ? event.target : null);
    }
  });
  useEffect(() => {
    if (!isOn) return;
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [isOn]);
}
