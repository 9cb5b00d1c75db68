/**
 * Answers that the server has not confirmed, and those that it will never take, kept in localStorage: one entry per
 * answer, so that two tabs never write over each other, and written before the key press returns, so that a closed tab
 * loses nothing.
 */
import * as v from 'valibot';
import { Answer } from '@/shared/api/guards.gen';
import { refusedPrefix, waitingPrefix } from '@/shared/lib/waiting-answers';
import type { Refusal, Waiting } from './deck';
import { sendable } from './sendable';

const Words = v.optional(v.object({ text: v.nullable(v.string()), label: v.string() }));

const Entry = v.object({ answer: v.required(Answer), correction: v.boolean(), words: Words, order: v.number() });

const RefusalEntry = v.object({
  answer: v.required(Answer),
  correction: v.optional(v.boolean(), false),
  words: Words,
  code: v.string(),
  detail: v.string(),
});

export interface Outbox {
  load: () => Waiting[];
  /** False when the browser refuses to store (private window, full disk). */
  put: (waiting: Waiting) => boolean;
  remove: (key: string) => void;
  loadRefusals: () => Refusal[];
  putRefusal: (refusal: Refusal) => void;
  removeRefusal: (key: string) => void;
  /** It waits no more, and stays where the labelling page shows it. */
  refuse: (refusal: Refusal) => void;
}

export function createOutbox(user: number, project: number, storage: Storage = window.localStorage): Outbox {
  const prefix = waitingPrefix(user, project);
  const refused = refusedPrefix(user, project);
  let order = 0;
  const put = (name: string, entry: object) => {
    try {
      storage.setItem(name, JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  };
  const remove = (name: string) => {
    try {
      storage.removeItem(name);
    } catch {
      // A blocked storage holds nothing.
    }
  };
  return {
    load() {
      const entries = storedUnder(storage, prefix).flatMap((text) => parse(Entry, text));
      entries.sort((a, b) => a.answer.answered_at.localeCompare(b.answer.answered_at) || a.order - b.order);
      return entries.map(({ answer, correction, words }) => ({ answer: sendable(answer), correction, words }));
    },
    put: ({ answer, correction, words }) => put(prefix + answer.key, { answer, correction, words, order: order++ }),
    remove: (key) => remove(prefix + key),
    loadRefusals: () => storedUnder(storage, refused).flatMap((text) => parse(RefusalEntry, text)),
    putRefusal: (refusal) => put(refused + refusal.answer.key, refusal),
    removeRefusal: (key) => remove(refused + key),
    refuse(refusal) {
      put(refused + refusal.answer.key, refusal);
      remove(prefix + refusal.answer.key);
    },
  };
}

function storedUnder(storage: Storage, prefix: string): string[] {
  try {
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    return names.filter((name) => name.startsWith(prefix)).map((name) => storage.getItem(name) ?? '');
  } catch {
    return [];
  }
}

function parse<G extends v.GenericSchema>(guard: G, text: string): v.InferOutput<G>[] {
  try {
    const parsed = v.safeParse(guard, JSON.parse(text));
    return parsed.success ? [parsed.output] : [];
  } catch {
    return [];
  }
}
