import { useEffect, useLayoutEffect } from 'react';
import { useLocation } from 'wouter';

interface Guard {
  /** What is lost by leaving, as a sentence. */
  lost: string;
  path: string;
  href: string;
}

const guards = new Map<symbol, Guard>();

/** The first guard that another page would lose something of; `to` is an address within the app. */
export function guardAgainst(to: string): Guard | undefined {
  const path = to.split(/[?#]/)[0];
  return [...guards.values()].find((guard) => guard.path !== path);
}

/** Whoever leaves has been asked, or knows that nothing of it is wanted any more. */
export const dropGuards = () => guards.clear();

/** Asks before this page is left: for another page of the app, another site, or by closing it. null: nothing is lost. */
export function useLeaveGuard(lost: string | null) {
  const [path] = useLocation();
  // Before a redirect that the same change brings about: what is not shown any more guards nothing.
  useLayoutEffect(() => {
    if (lost === null) return;
    const id = Symbol(lost);
    guards.set(id, { lost, path, href: window.location.href });
    return () => void guards.delete(id);
  }, [lost, path]);
  useUnloadGuard(lost !== null);
}

/** The browser asks before the page is closed or loaded anew; other pages of the app lose nothing. */
export function useUnloadGuard(isActive: boolean) {
  useEffect(() => {
    if (!isActive) return;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [isActive]);
}
