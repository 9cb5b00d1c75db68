import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keptAnswers, tellKeptChanged } from '@/shared/lib/waiting-answers';
import { sendWaiting } from './send-waiting';

const EVERY_MS = 15_000;

interface WaitingSenderProps {
  user: number;
  /** The project that is being labelled here: its page sends by itself. */
  except?: number;
}

/** Sends answers that wait in this browser, whichever page is open. */
export default function WaitingSender({ user, except }: WaitingSenderProps) {
  const client = useQueryClient();
  useEffect(() => {
    let isBusy = false;
    const send = async () => {
      if (isBusy) return;
      isBusy = true;
      const projects = [...keptAnswers(user)].filter(([id, kept]) => id !== except && kept.waiting > 0);
      const sent = await Promise.all(projects.map(([id]) => sendWaiting(user, id).catch(() => 0)));
      isBusy = false;
      if (!sent.some(Boolean)) return;
      tellKeptChanged();
      void client.invalidateQueries({ queryKey: ['projects'] });
    };
    const start = () => void send();
    start();
    const timer = setInterval(start, EVERY_MS);
    window.addEventListener('online', start);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', start);
    };
  }, [user, except, client]);
  return null;
}
