/**
 * Answers that the server has not confirmed, kept in localStorage: one entry per answer, so that two tabs never write
 * over each other, and written before the key press returns, so that a closed tab loses nothing.
 */
import * as v from 'valibot';
import { Answer } from '@/shared/api/guards.gen';
import type { Waiting } from './deck';

const Entry = v.object({ answer: v.required(Answer), correction: v.boolean(), order: v.number() });

export interface Outbox {
  load: () => Waiting[];
  /** False when the browser refuses to store (private window, full disk). */
  put: (waiting: Waiting) => boolean;
  remove: (key: string) => void;
}

export function createOutbox(user: number, project: number, storage: Storage = window.localStorage): Outbox {
  const prefix = `outbox/1/${user}/${project}/`;
  let order = 0;
  return {
    load() {
      const entries = storedUnder(storage, prefix).flatMap((text) => parse(text));
      entries.sort((a, b) => a.answer.answered_at.localeCompare(b.answer.answered_at) || a.order - b.order);
      return entries.map(({ answer, correction }) => ({ answer, correction }));
    },
    put(waiting) {
      try {
        storage.setItem(prefix + waiting.answer.key, JSON.stringify({ ...waiting, order: order++ }));
        return true;
      } catch {
        return false;
      }
    },
    remove(key) {
      try {
        storage.removeItem(prefix + key);
      } catch {
        // A blocked storage holds nothing.
      }
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

function parse(text: string): v.InferOutput<typeof Entry>[] {
  try {
    const parsed = v.safeParse(Entry, JSON.parse(text));
    return parsed.success ? [parsed.output] : [];
  } catch {
    return [];
  }
}
