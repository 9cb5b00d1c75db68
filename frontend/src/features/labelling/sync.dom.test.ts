import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError, OfflineError } from '@/shared/api/errors';
import type { DeckResponse } from '@/shared/api/schema.gen';
import { NEGATIVE, POSITIVE, project, response, textItem } from './deck.test-data';
import { createLeftItems } from './left-items';
import { createOutbox } from './outbox';
import { SIGN_EVERY_MS } from './signs';
import { DeckStore } from './store';
import { DeckSync, type DeckBody, type Send } from './sync';

let next = 0;
let stop: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-20T10:00:00Z') });
  next = 0;
});
afterEach(() => {
  stop();
  sessionStorage.clear();
  vi.useRealTimers();
});

const accept = (body: DeckBody): DeckResponse =>
  response({
    results: body.answers.map(({ key }) => ({ key, status: 'accepted', code: '', detail: '' })),
    items: Array.from({ length: body.want }, () => textItem(++next)),
    project: body.include_project ? project : null,
  });

function start(answerWith: (body: DeckBody) => DeckResponse | Promise<DeckResponse> = accept) {
  const store = new DeckStore(createOutbox(7, 1));
  const send = vi.fn<Send>((body) => Promise.resolve(answerWith(body)));
  const sync = new DeckSync(store, send, createLeftItems(7, 1));
  store.dispatch({ type: 'shown', now: Date.now() });
  stop = sync.start();
  const press = (count = 1, label: number | null = POSITIVE) => {
    for (let i = 0; i < count; i++)
      store.dispatch({ type: 'answered', label, key: crypto.randomUUID(), now: Date.now() });
  };
  const bodyOf = (call: number) => send.mock.calls[call]?.[0];
  return { store, send, sync, press, bodyOf };
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('when', () => {
  test('the first load asks for the project and a full deck', async () => {
    const { send, store, bodyOf } = start();
    await settle();
    expect(send).toHaveBeenCalledOnce();
    expect(bodyOf(0)).toMatchObject({ answers: [], want: 10, holding: [], include_project: true });
    expect(store.get().cards).toHaveLength(10);
  });

  test('a single answer leaves one second after the last key press', async () => {
    const { send, press } = start();
    await settle();
    press();
    await settle(900);
    press();
    await settle(900);
    expect(send).toHaveBeenCalledTimes(1);
    await settle(100);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('five answers leave at once, with the refill in the same exchange', async () => {
    const { send, press, bodyOf, store } = start();
    await settle();
    press(5);
    await settle();
    expect(send).toHaveBeenCalledTimes(2);
    expect(bodyOf(1)).toMatchObject({ want: 5, include_project: false });
    expect(bodyOf(1)?.answers).toHaveLength(5);
    expect(store.get().cards).toHaveLength(10);
    expect(store.get().outbox).toEqual([]);
  });

  test('one exchange at a time; what came meanwhile follows', async () => {
    const waiting: (() => void)[] = [];
    const { send, press, bodyOf } = start((body) =>
      body.include_project ? accept(body) : new Promise((resolve) => waiting.push(() => resolve(accept(body)))),
    );
    await settle();
    press(5);
    await settle();
    press(2);
    await settle(5_000);
    expect(send).toHaveBeenCalledTimes(2);
    waiting[0]?.();
    await settle(1_000);
    expect(send).toHaveBeenCalledTimes(3);
    expect(bodyOf(2)?.answers).toHaveLength(2);
  });

  test('a page on screen gives signs of life, and renews leases only while somebody is at work', async () => {
    const { send, store, bodyOf } = start();
    await settle();
    await settle(SIGN_EVERY_MS);
    expect(bodyOf(1)).toMatchObject({ page: bodyOf(0)?.page, want: 0, holding: [], answers: [] });
    store.dispatch({ type: 'attended', now: Date.now() });
    await settle(SIGN_EVERY_MS);
    expect(bodyOf(2)?.holding).toHaveLength(10);
    await settle(SIGN_EVERY_MS);
    expect(bodyOf(3)?.holding).toEqual([]);
    expect(send).toHaveBeenCalledTimes(4);
  });

  test('an exchange is a sign of life; an empty chair gives nothing else', async () => {
    const { send, press } = start();
    await settle(20_000);
    press(5);
    await settle(20_000);
    expect(send).toHaveBeenCalledTimes(2);
    await settle(60 * 60_000);
    const later = send.mock.calls.slice(2).map(([body]) => body);
    expect(later.length).toBeGreaterThan(100);
    expect(later.every((body) => body.holding.length === 0 && body.want === 0)).toBe(true);
  });

  test('a page that nobody can see is silent, and asks at once what is still theirs when it is seen again', async () => {
    const { send, store, sync, bodyOf } = start();
    await settle();
    store.dispatch({ type: 'hidden', now: Date.now() });
    await settle(10 * 60_000);
    expect(send).toHaveBeenCalledTimes(1);
    sync.noteReturn();
    store.dispatch({ type: 'shown', now: Date.now() });
    await settle();
    expect(send).toHaveBeenCalledTimes(2);
    expect(bodyOf(1)?.holding).toHaveLength(10);
  });

  test('who comes back after the leases ran out asks at once what is still theirs', async () => {
    const { send, sync } = start();
    await settle();
    await settle(60 * 60_000);
    const before = send.mock.calls.length;
    sync.noteActivity();
    expect(send).toHaveBeenCalledTimes(before + 1);
    expect(send.mock.lastCall?.[0].holding).toHaveLength(10);
  });

  test('a page on screen hears of changes by its signs of life, though nobody answers', async () => {
    let version = project.version;
    const { store, send, bodyOf } = start((body) => ({
      ...accept(body),
      ...(body.project_version !== version && { project: { ...project, version, guidelines: 'Be strict.' } }),
    }));
    await settle();
    version = '2.annotator';
    await settle(SIGN_EVERY_MS);
    expect(store.get().project?.guidelines).toBe('Be strict.');
    expect(store.get().cards).toHaveLength(10);
    await settle(SIGN_EVERY_MS);
    expect(send).toHaveBeenCalledTimes(3);
    expect([1, 2].map((call) => bodyOf(call)?.project_version)).toEqual(['1.annotator', '2.annotator']);
  });

  test('with other people holding the rest it looks again when the server says', async () => {
    const { send } = start(() => response({ state: 'waiting', retry_in_s: 40, project }));
    await settle();
    await settle(39_000);
    expect(send).toHaveBeenCalledTimes(1);
    await settle(1_000);
    expect(send).toHaveBeenCalledTimes(2);
  });
});

describe('faults', () => {
  test('the same keys are sent again, with growing pauses, until they are through', async () => {
    let isDown = false;
    const { send, press, bodyOf, store } = start((body) => {
      if (isDown) throw new OfflineError();
      return accept(body);
    });
    await settle();
    isDown = true;
    press(2);
    await settle(1_000);
    expect(store.get().trouble?.kind).toBe('offline');
    await settle(60_000);
    const tries = send.mock.calls.length;
    expect(tries).toBeGreaterThan(4);
    expect(tries).toBeLessThan(10);
    isDown = false;
    await settle(40_000);
    expect(store.get()).toMatchObject({ trouble: null, outbox: [] });
    const keysOf = (call: number) => bodyOf(call)?.answers.map((answer) => answer.key);
    expect(keysOf(tries)).toEqual(keysOf(1));
  });

  test('the network coming back is used at once', async () => {
    let isDown = true;
    const { sync, store } = start((body) => {
      if (isDown) throw new OfflineError();
      return accept(body);
    });
    await settle(20_000);
    isDown = false;
    sync.poke();
    await settle();
    expect(store.get().cards).toHaveLength(10);
  });

  test.each([
    [401, 'logged_out'],
    [403, 'no_access'],
    [404, 'no_access'],
    [400, 'error'],
    [500, 'server'],
    [409, 'error'],
  ])('an answer with status %d is told apart as %s', async (status, kind) => {
    const { store } = start(() => {
      throw new ApiError(status, [{ code: 'x', detail: 'Why.', attr: null }]);
    });
    await settle();
    expect(store.get().trouble?.kind).toBe(kind);
  });

  test('a session that ended is not hammered, and the answers stay', async () => {
    let isOut = false;
    const { send, press } = start((body) => {
      if (isOut) throw new ApiError(401, [{ code: 'not_authenticated', detail: 'Log in.', attr: null }]);
      return accept(body);
    });
    await settle();
    isOut = true;
    press();
    await settle(10 * 60_000);
    expect(send).toHaveBeenCalledTimes(2);
    expect(createOutbox(7, 1).load()).toHaveLength(1);
  });

  test('who is not in the project any more is asked no more, and what waited is to be read; who is again, sends it', async () => {
    let isIn = true;
    const { send, press, sync, store } = start((body) => {
      if (!isIn) throw new ApiError(404, [{ code: 'not_found', detail: 'No such project.', attr: null }]);
      return accept(body);
    });
    await settle();
    isIn = false;
    press(2);
    await settle(10 * 60_000);
    expect(send).toHaveBeenCalledTimes(2);
    expect(store.get()).toMatchObject({ trouble: { kind: 'not_member' }, cards: [], past: [], outbox: [] });
    expect(store.get().refusals).toHaveLength(2);
    expect(createOutbox(7, 1).load()).toEqual([]);
    isIn = true;
    sync.noteReturn();
    await settle(1_000);
    expect(store.get()).toMatchObject({ trouble: null, outbox: [], refusals: [] });
    expect(send.mock.lastCall?.[0].answers).toHaveLength(2);
    expect(store.get().cards).toHaveLength(10);
    expect(localStorage).toHaveLength(0);
  });

  test('answers of who was signed in before wait until they are back', async () => {
    let isOther = false;
    const { send, press, sync, store } = start((body) => {
      if (isOther) throw new ApiError(409, [{ code: 'other_person', detail: 'Somebody else.', attr: null }]);
      return accept(body);
    });
    await settle();
    isOther = true;
    press(2);
    await settle(10 * 60_000);
    expect(send).toHaveBeenCalledTimes(2);
    expect(store.get()).toMatchObject({ trouble: { kind: 'other_person' }, cards: [] });
    expect(createOutbox(7, 1).load()).toHaveLength(2);
    isOther = false;
    sync.noteReturn();
    await settle();
    expect(store.get()).toMatchObject({ trouble: null, outbox: [] });
    expect(store.get().cards).toHaveLength(10);
  });

  test('who keeps answering does not put off the next try', async () => {
    let isDown = false;
    const { press, store } = start((body) => {
      if (isDown) throw new OfflineError();
      return accept(body);
    });
    await settle();
    isDown = true;
    press();
    await settle(1_000);
    isDown = false;
    for (let second = 0; second < 8; second++) {
      press();
      await settle(500);
    }
    expect(store.get().trouble).toBeNull();
  });
});

describe('leaving', () => {
  test('a page that goes away sends what waits with keepalive and asks for nothing', async () => {
    const { send, press, sync } = start();
    await settle();
    press(2);
    sync.flush();
    expect(send).toHaveBeenLastCalledWith(expect.objectContaining({ want: 0 }), true);
    expect(send.mock.lastCall?.[0].answers).toHaveLength(2);
  });

  test('a page that is left gives back what it holds, after its answers, and the next one asks for it again', async () => {
    const { send, press, sync } = start();
    await settle();
    press(2);
    sync.leave();
    const [body, isKeptAlive] = send.mock.lastCall ?? [];
    expect(isKeptAlive).toBe(true);
    expect(body?.answers.map((answer) => answer.item)).toEqual([1, 2]);
    expect(body).toMatchObject({ want: 0, holding: [], give_back: [3, 4, 5, 6, 7, 8, 9, 10] });
    stop();
    const reloaded = start();
    await settle();
    expect(reloaded.bodyOf(0)).toMatchObject({ again: [3, 4, 5, 6, 7, 8, 9, 10] });
    expect(reloaded.bodyOf(0)?.page).not.toBe(body?.page);
    reloaded.press(5);
    await settle();
    expect(reloaded.bodyOf(1)?.again).toEqual([]);
  });

  test('a page that comes back as it was left asks at once what is still theirs', async () => {
    const { send, store, sync } = start();
    await settle();
    sync.leave();
    await settle(60_000);
    sync.noteReturn();
    await settle();
    expect(send.mock.lastCall?.[0]).toMatchObject({ holding: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], give_back: [] });
    expect(store.get().cards).toHaveLength(10);
  });

  test('what the browser would not let through with a page that goes stays for the next one', async () => {
    const { send, store, press, sync } = start((body) =>
      body.include_project ? accept(body) : new Promise<never>(() => undefined),
    );
    await settle();
    for (let n = 0; n < 9; n++) {
      store.dispatch({ type: 'commented', text: 'ü'.repeat(2_000) });
      press();
    }
    sync.leave();
    const body = send.mock.lastCall?.[0];
    expect(new TextEncoder().encode(JSON.stringify(body)).length).toBeLessThan(60_000);
    expect(body?.answers.length).toBeGreaterThan(5);
    expect(body?.give_back).toEqual([10]);
    expect(createOutbox(7, 1).load()).toHaveLength(9);
  });

  test('an older tab gives nothing back that the newer one shows', async () => {
    const { send, store, sync } = start();
    await settle();
    store.dispatch({ type: 'superseded' });
    sync.leave();
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('with nothing to say it stays silent', async () => {
    const { send, sync } = start();
    await settle();
    sync.flush();
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('items go back when a person says so', async () => {
    const { send, press, sync, store } = start();
    await settle();
    press(1, NEGATIVE);
    await sync.giveBack();
    expect(send.mock.lastCall?.[0].give_back).toHaveLength(9);
    expect(send.mock.lastCall?.[0].answers).toHaveLength(1);
    expect(store.get().cards).toEqual([]);
    await settle(120_000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('a superseded tab still delivers its answers, then falls silent', async () => {
    const { send, press, store } = start();
    await settle();
    press();
    store.dispatch({ type: 'superseded' });
    await settle(60_000);
    expect(send).toHaveBeenCalledTimes(2);
    expect(send.mock.lastCall?.[0]).toMatchObject({ want: 0 });
    expect(store.get().outbox).toEqual([]);
  });
});
