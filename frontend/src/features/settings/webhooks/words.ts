import type { Webhook, WebhookDelivery } from '@/shared/api/schema.gen';
import { formatDuration, formatMoment, formatPlural } from '@/shared/lib/format';

export type ChosenEvent = Webhook['events'][number];

interface EventWords {
  value: ChosenEvent;
  label: string;
  description: string;
}

const NAMES: Record<WebhookDelivery['event'], string> = {
  'item.labelled': 'Item labelled',
  'round.done': 'Round done',
  'budget.reached': 'Budget reached',
  'project.status': 'Project started or paused',
  'job.ended': 'Job done',
  ping: 'Test',
};

const offer = (value: ChosenEvent, description: string, label = NAMES[value]): EventWords => ({
  value,
  label,
  description,
});

/** In the order in which they are offered. */
export const EVENTS: readonly EventWords[] = [
  offer('item.labelled', 'All labels that somebody sends at once, together.'),
  offer('round.done', 'The model has learned, and the order is new.'),
  offer('budget.reached', 'In labels or in money.', 'Budget at 80 % and at 100 %'),
  offer('project.status', ''),
  offer('job.ended', 'Imports, exports and features; also failed or cancelled.'),
];

export const eventName = (event: WebhookDelivery['event']): string => NAMES[event];

/** The address without what only its receiver should read aloud: "hooks.example.org/labels" */
export const shortAddress = (url: string): string => url.replace(/^https?:\/\//, '').replace(/[?#].*$/, '');

/** "Delivered: 200 in 0.1 s", "Failed: It answered 404. (0.2 s)" */
export function outcomeWords({ state, status, error, seconds, next_attempt: next }: WebhookDelivery): string {
  const took = seconds === null ? '' : formatDuration(seconds);
  if (state === 'delivered') return `Delivered: ${status ?? ''} in ${took}`;
  if (state === 'failed') return `Failed: ${error}${took ? ` (${took})` : ''}`;
  if (!error) return 'Waits to be sent';
  return `${error}${next ? ` The next attempt is due ${formatMoment(next)}.` : ''}`;
}

/** How it stands with a webhook, in one line. */
export function standingWords({ active, failures, failing_since: since, waiting, last }: Webhook): string {
  const waits =
    waiting > 0 ? ` ${formatPlural(waiting, 'delivery', 'deliveries')} wait${waiting === 1 ? 's' : ''}.` : '';
  if (!active) return 'Off: nothing is sent.';
  if (failures > 0 && since !== null) {
    return `${formatPlural(failures, 'attempt')} failed since ${formatMoment(since)}.${waits}`;
  }
  if (last?.ended_at) return `Last sent ${formatMoment(last.ended_at)}.${waits}`;
  return `Nothing was sent yet.${waits}`;
}
