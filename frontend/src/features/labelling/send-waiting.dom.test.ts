import { afterEach, expect, test, vi } from 'vitest';
import type { DeckRequest } from '@/shared/api/schema.gen';
import { keptAnswers } from '@/shared/lib/waiting-answers';
import { response } from './deck.test-data';
import { createOutbox } from './outbox';
import { sendWaiting } from './send-waiting';
import { DeckStore } from './store';

const wait = (key: string, secondsAgo: number, user = 7, project = 3) =>
  createOutbox(user, project).put({
    answer: {
      ...{ key, item: 1, label: 11, skip_reason: '', flagged: false, comment: '', seconds: 1 },
      answered_at: new Date(Date.now() - secondsAgo * 1000).toISOString(),
    },
    correction: false,
  });

function serve(judge: (body: DeckRequest) => Response) {
  const bodies: DeckRequest[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    expect(path).toBe('/api/projects/3/deck');
    const body = JSON.parse(init.body as string) as DeckRequest;
    bodies.push(body);
    return Promise.resolve(judge(body));
  });
  return bodies;
}

const accepted = ({ answers = [] }: DeckRequest) =>
  new Response(
    JSON.stringify(
      response({ results: answers.map(({ key }) => ({ key, status: 'accepted', code: '', detail: '' })) }),
    ),
  );

afterEach(() => vi.unstubAllGlobals());

test('what waits is sent in the name of who gave it, asking for nothing', async () => {
  wait('a', 3600);
  wait('b', 60);
  wait('of somebody else', 60, 8);
  const [bodies, sent] = [serve(accepted), await sendWaiting(7, 3)];
  expect(sent).toBe(2);
  expect(bodies[0]).toMatchObject({ person: 7, want: 0, answers: [{ key: 'a' }, { key: 'b' }] });
  expect(keptAnswers(7).size).toBe(0);
  expect(keptAnswers(8).get(3)).toEqual({ waiting: 1, refused: 0 });
});

test('what was given just now is left to the tab that may still take it back', async () => {
  wait('fresh', 2);
  const bodies = serve(accepted);
  expect(await sendWaiting(7, 3)).toBe(0);
  expect(bodies).toEqual([]);
});

test('what is refused waits no more, but stays to be read', async () => {
  wait('a', 60);
  serve(() => {
    const results = [{ key: 'a', status: 'refused' as const, code: 'item_taken', detail: 'Somebody else was first.' }];
    return new Response(JSON.stringify(response({ results })));
  });
  await sendWaiting(7, 3);
  expect(keptAnswers(7).get(3)).toEqual({ waiting: 0, refused: 1 });
  expect(createOutbox(7, 3).loadRefusals()).toMatchObject([{ detail: 'Somebody else was first.' }]);
});

test('what nobody will ever take, as one is not in the project any more, ends as refused', async () => {
  wait('a', 60);
  const errors = [{ code: 'not_found', detail: 'This project does not exist.', attr: null }];
  serve(() => new Response(JSON.stringify({ type: 'client_error', errors }), { status: 404 }));
  expect(await sendWaiting(7, 3)).toBe(1);
  expect(keptAnswers(7).get(3)).toEqual({ waiting: 0, refused: 1 });
  expect(new DeckStore(createOutbox(7, 3)).get()).toMatchObject({ outbox: [{ answer: { key: 'a' } }], refusals: [] });
});

test('what does not get through goes on waiting', async () => {
  wait('a', 60);
  serve(() => new Response('{}', { status: 409 }));
  await expect(sendWaiting(7, 3)).rejects.toThrow();
  expect(keptAnswers(7).get(3)).toEqual({ waiting: 1, refused: 0 });
});
