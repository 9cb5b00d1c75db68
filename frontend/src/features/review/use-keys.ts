import { useEffect, useEffectEvent } from 'react';
import type { Action, Binding } from '@/features/review/keys';
import { isTyping, matchKey, showChord } from '@/shared/lib/keys';

/** Keys decide while no dialog is open and nobody types. */
export function useKeys(
  bindings: readonly Binding[],
  isPaused: boolean,
  onAction: (action: Action) => void,
  onWarning: (text: string) => void,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isPaused || event.defaultPrevented || isTyping(event.target, event.key)) return;
    const match = matchKey(event, bindings);
    if (match.kind === 'none') return;
    event.preventDefault();
    if (match.kind === 'action') onAction(match.action);
    else
      onWarning(`The key ${showChord(match.chord)} has two meanings (${match.titles.join(', ')}). Nothing was done.`);
  });
  useEffect(() => {
    const stopper = new AbortController();
    window.addEventListener('keydown', (event) => onKey(event), { signal: stopper.signal });
    return () => stopper.abort();
  }, []);
}
