/** What a page held when it was left, for the page that is loaded next in the same tab: it gets these items again. */
import * as v from 'valibot';

const Items = v.array(v.number());

export interface LeftItems {
  remember: (items: readonly number[]) => void;
  recall: () => number[];
}

export function createLeftItems(
  user: number,
  project: number,
  storage: () => Storage = () => sessionStorage,
): LeftItems {
  const name = `left/1/${user}/${project}`;
  return {
    remember(items) {
      try {
        storage().setItem(name, JSON.stringify(items));
      } catch {
        // A blocked storage: the next page gets items all the same, perhaps others.
      }
    },
    recall() {
      try {
        const parsed = v.safeParse(Items, JSON.parse(storage().getItem(name) ?? '[]'));
        return parsed.success ? parsed.output : [];
      } catch {
        return [];
      }
    },
  };
}
