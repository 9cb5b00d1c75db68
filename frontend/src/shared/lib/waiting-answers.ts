/**
 * What this browser still keeps of answers, by project: those that no server has confirmed, and those that were
 * refused and that nobody has dismissed yet. The labelling page writes them (features/labelling/outbox.ts).
 */
import { useMemo, useSyncExternalStore } from 'react';

export interface Kept {
  waiting: number;
  refused: number;
}

export const waitingPrefix = (user: number, project: number) => `outbox/1/${user}/${project}/`;
export const refusedPrefix = (user: number, project: number) => `refused/1/${user}/${project}/`;

const NAME = /^(outbox|refused)\/1\/(\d+)\/(\d+)\//;
const CHANGED = 'answers-kept';

/** By project, of one person. */
export function keptAnswers(user: number, storage: Storage = window.localStorage): Map<number, Kept> {
  const kept = new Map<number, Kept>();
  for (const name of namesIn(storage)) {
    const [, kind, owner, project] = NAME.exec(name) ?? [];
    if (Number(owner) !== user) continue;
    const { waiting, refused } = kept.get(Number(project)) ?? { waiting: 0, refused: 0 };
    const isWaiting = kind === 'outbox';
    kept.set(Number(project), { waiting: waiting + Number(isWaiting), refused: refused + Number(!isWaiting) });
  }
  return kept;
}

/** A blocked storage keeps nothing. */
function namesIn(storage: Storage): string[] {
  try {
    return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  } catch {
    return [];
  }
}

/** Tells this tab; other tabs hear of it from the browser. */
export const tellKeptChanged = () => window.dispatchEvent(new Event(CHANGED));

function subscribe(listener: () => void): () => void {
  const stopper = new AbortController();
  for (const name of ['storage', CHANGED]) window.addEventListener(name, listener, { signal: stopper.signal });
  return () => stopper.abort();
}

export function useKeptAnswers(user: number | undefined): ReadonlyMap<number, Kept> {
  const read = () => (user === undefined ? '[]' : JSON.stringify([...keptAnswers(user)]));
  const found = useSyncExternalStore(subscribe, read);
  return useMemo(() => new Map(JSON.parse(found) as [number, Kept][]), [found]);
}
