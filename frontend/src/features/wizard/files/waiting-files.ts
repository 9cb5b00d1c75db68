import { useSyncExternalStore } from 'react';
import type { Bundle } from '@/features/wizard/files/bundles';

/** What was dropped together with the file that is looked at, by project; each comes up once the one before is done. */
const waiting = new Map<number, readonly Bundle[]>();
const listeners = new Set<() => void>();
const NONE: readonly Bundle[] = [];

function set(project: number, bundles: readonly Bundle[]) {
  waiting.set(project, bundles);
  listeners.forEach((listener) => listener());
}

const waitingFor = (project: number) => waiting.get(project) ?? NONE;

export const letWait = (project: number, bundles: readonly Bundle[]) =>
  set(project, [...waitingFor(project), ...bundles]);

export const forgetWaiting = (project: number) => set(project, NONE);

/** Takes the next one off the list. */
export function takeNext(project: number): Bundle | undefined {
  const [next, ...others] = waitingFor(project);
  if (next) set(project, others);
  return next;
}

export function useWaitingFiles(project: number): readonly Bundle[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waitingFor(project),
  );
}
