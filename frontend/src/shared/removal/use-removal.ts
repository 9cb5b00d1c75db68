import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { removeAll, type Outcome, type Plan } from '@/shared/removal/remove-all';
import { useUnloadGuard } from '@/shared/lib/leave-guard';

export interface RemovalInUse {
  run: (plan: Plan) => void;
  stop: () => void;
  /** Forgets how the last one ended. */
  reset: () => void;
  isRunning: boolean;
  isStopping: boolean;
  /** The items that are removed already. */
  gone: number;
  error: Error | null;
}

/** Removes what was chosen; whatever becomes of it, all figures of the project are read anew. */
export function useRemoval(project: number, onEnd: (outcome: Outcome) => void): RemovalInUse {
  const client = useQueryClient();
  const [gone, setGone] = useState(0);
  const [isStopping, setStopping] = useState(false);
  const isStopWanted = useRef(false);
  const removal = useMutation({
    mutationFn: (plan: Plan) => removeAll(project, plan, { onGone: setGone, isStopWanted: () => isStopWanted.current }),
    onSuccess: onEnd,
    onSettled: () => void client.invalidateQueries({ queryKey: ['projects'] }),
  });
  // Who leaves the page sees no more of it, and can stop no more of it.
  useEffect(() => {
    isStopWanted.current = false;
    return () => {
      isStopWanted.current = true;
    };
  }, []);
  useUnloadGuard(removal.isPending);
  return {
    run: (plan) => {
      isStopWanted.current = false;
      setStopping(false);
      setGone(0);
      removal.mutate(plan);
    },
    stop: () => {
      isStopWanted.current = true;
      setStopping(true);
    },
    reset: () => {
      setGone(0);
      removal.reset();
    },
    isRunning: removal.isPending,
    isStopping,
    gone,
    error: removal.error,
  };
}
