/**
 * For whom this tab asks. A browser outlives its sessions: once somebody else signs in, an old tab must neither act in
 * their name nor go on showing what was somebody else's. Every request names its person; the server refuses the rest.
 */
import { useSyncExternalStore } from 'react';

export interface Other {
  /** Null until it is known. */
  name: string | null;
}

let person: number | null = null;
let other: Other | null = null;
const listeners = new Set<() => void>();

export const carriedPerson = (): number | null => person;

export const personHeader = (): Record<string, string> => (person === null ? {} : { 'X-Person': String(person) });

/** This tab is theirs from now on; null: nobody's. */
export function carryPerson(id: number | null): void {
  person = id;
  tell(null);
}

/** Somebody else is signed in; null: the tab's own person is back. */
export function noteOther(found: Other | null): void {
  // An error knows no name, and may come after what does.
  tell(found && { name: found.name ?? other?.name ?? null });
}

function tell(next: Other | null): void {
  const isSame = next === null ? other === null : next.name === other?.name;
  if (isSame) return;
  other = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useOther = (): Other | null => useSyncExternalStore(subscribe, () => other);
