import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { Router, type AroundNavHandler, type RouterOptions } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { dropGuards, guardAgainst } from '@/shared/lib/leave-guard';
import { Dialog } from '@/shared/ui/dialog';

interface Leaving {
  lost: string;
  go: () => void;
}

type GuardedRouterProps = Pick<RouterOptions, 'hook' | 'searchHook'> & { children: ReactNode };

/** Asks before a page is left on which something is not saved. */
export function GuardedRouter({ children, ...options }: GuardedRouterProps) {
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const ask: AroundNavHandler = (go, to, how) => {
    const guard = guardAgainst(to);
    if (guard) setLeaving({ lost: guard.lost, go: () => go(to, how) });
    else go(to, how);
  };
  useHistoryGuard(setLeaving);
  const leave = () => {
    dropGuards();
    setLeaving(null);
    leaving?.go();
  };
  return (
    <Router aroundNav={ask} {...options}>
      {children}
      <Dialog opened={leaving !== null} onClose={() => setLeaving(null)} title="Leave without saving?">
        <Text size="sm">{leaving?.lost}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setLeaving(null)}>
            Stay here
          </Button>
          <Button color="danger" onClick={leave}>
            Leave without saving
          </Button>
        </Group>
      </Dialog>
    </Router>
  );
}

/** Back and forward have changed the address already when they are heard of: it is put back before anybody looks. */
function useHistoryGuard(onLeaving: (leaving: Leaving) => void) {
  useEffect(() => {
    const guardHistory = (event: PopStateEvent) => {
      const to = window.location.pathname + window.location.search + window.location.hash;
      const guard = guardAgainst(to);
      if (!guard) return;
      event.stopImmediatePropagation();
      window.history.pushState(null, '', guard.href);
      onLeaving({ lost: guard.lost, go: () => navigate(to, { replace: true }) });
    };
    // Captured: the router must not hear of it.
    window.addEventListener('popstate', guardHistory, true);
    return () => window.removeEventListener('popstate', guardHistory, true);
  }, [onLeaving]);
}
