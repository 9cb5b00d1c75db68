import { hasCode } from '@/shared/api/errors';
import { uuid } from '@/shared/lib/uuid';
import { exchangeDeck } from './api';
import { createOutbox } from './outbox';
import { asLeftOut } from './receiving';
import { ANSWERS_AT_ONCE } from './sync';

/** Another tab may be at work: what is younger than this is its own to send, or to take back. */
const SETTLED_MS = 10_000;

/** Sends what waits of one project, asking for no items; how many answers the server has judged. */
export async function sendWaiting(user: number, project: number): Promise<number> {
  const outbox = createOutbox(user, project);
  const waiting = outbox
    .load()
    .filter(({ answer }) => Math.abs(Date.now() - Date.parse(answer.answered_at)) >= SETTLED_MS)
    .slice(0, ANSWERS_AT_ONCE);
  if (waiting.length === 0) return 0;
  try {
    const body = { submission: uuid(), person: user, answers: waiting.map((one) => one.answer), want: 0 };
    const { results } = await exchangeDeck(project, { ...body, include_project: false });
    for (const { key, status, code, detail } of results) {
      const one = waiting.find(({ answer }) => answer.key === key);
      if (one && status === 'refused') outbox.refuse({ ...one, code, detail });
      else if (one) outbox.remove(one.answer.key);
    }
    return results.length;
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
    for (const one of waiting) outbox.refuse(asLeftOut(one));
    return waiting.length;
  }
}
