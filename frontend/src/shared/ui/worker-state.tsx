import { Text } from '@mantine/core';
import { formatClock, formatPlural } from '@/shared/lib/format';

export interface WorkerInfo {
  /** Of the ranking that is in use; the round that runs is the next. */
  round: number | null;
  running: boolean;
  labels_behind: number;
  worker_alive: boolean;
  worker_seen_at: string | null;
}

/** How old the order of the queue is, and whether anyone works on it. One wording for every page. */
export function describeWorker(worker: WorkerInfo): string {
  if (!worker.worker_alive) {
    const since = worker.worker_seen_at ? ` since ${formatClock(worker.worker_seen_at)}` : '';
    return `No worker${since}. Labels are safe; the order will not change until one is back.`;
  }
  const behind =
    worker.labels_behind === 0 ? 'model up to date' : `model ${formatPlural(worker.labels_behind, 'label')} behind`;
  if (worker.round === null) return worker.running ? 'first round running' : 'no round yet, random order';
  return worker.running ? `${behind} · round ${worker.round + 1} running` : `${behind} · round ${worker.round} done`;
}

export function WorkerState({ worker }: { worker: WorkerInfo }) {
  return (
    <Text span size="xs" c={worker.worker_alive ? 'dimmed' : 'var(--app-danger)'}>
      {describeWorker(worker)}
    </Text>
  );
}
