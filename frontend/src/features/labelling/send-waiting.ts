import { uuid } from '@/shared/lib/uuid';
import { exchangeDeck } from './api';
import { createOutbox } from './outbox';
import { ANSWERS_AT_ONCE } from './sync';

/** Another tab may be at work: what is younger than this is its own to send, or to take back. */
const SETTLED_MS = 10_000;

/** Sends what waits of one project, asking for no items; how many answers the server has judged. */
export async function sendWaiting(user: number, project: number): Promise<number> {
  const outbox = createOutbox(user, project);
  const answers = outbox
    .load()
    .map((one) => one.answer)
    .filter((answer) => Math.abs(Date.now() - Date.parse(answer.answered_at)) >= SETTLED_MS)
    .slice(0, ANSWERS_AT_ONCE);
  if (answers.length === 0) return 0;
  const { results } = await exchangeDeck(project, {
    submission: uuid(),
    person: user,
    answers,
    want: 0,
    include_project: false,
  });
  for (const { key, status, code, detail } of results) {
    const answer = answers.find((one) => one.key === key);
    if (!answer) continue;
    // Kept where the labelling page shows it.
    if (status === 'refused') outbox.putRefusal({ answer, text: null, code, detail });
    outbox.remove(answer.key);
  }
  return results.length;
}
