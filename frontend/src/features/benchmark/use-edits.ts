import { useState } from 'react';
import * as v from 'valibot';
import { Draft } from '@/features/benchmark/draft';

const Edits = v.partial(Draft);
type Edits = Partial<Draft>;

/** What was typed in this tab, so that the way back or a reload loses nothing. Started or not, the tab's end is its end. */
export function useEdits(key: string): { edits: Edits; change: (changes: Edits) => void; forget: () => void } {
  const [edits, setEdits] = useState(() => stored(key));
  const change = (changes: Edits) =>
    setEdits((current) => {
      const next = { ...current, ...changes };
      sessionStorage.setItem(key, JSON.stringify(next));
      return next;
    });
  return { edits, change, forget: () => sessionStorage.removeItem(key) };
}

/** An older version's form may have other fields: then it is as if nothing had been typed. */
function stored(key: string): Edits {
  const text = sessionStorage.getItem(key);
  if (text === null) return {};
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Edits), text);
  return parsed.success ? (parsed.output as Edits) : {};
}
