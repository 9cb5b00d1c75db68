import type { Arm } from '@/shared/api/benchmarks';

/** How an arm is drawn: never by colour alone. */
export interface Look {
  color: string;
  /** For stroke-dasharray; undefined is a whole line. */
  dash: string | undefined;
  width: number;
}

export const BASELINE = 'random';
const GREY: Look = { color: 'var(--arm-random)', dash: '2 3', width: 1.5 };

/** Okabe-Ito, from the strongest contrast down; the colours themselves are in curves.module.css. */
const DASHES = [undefined, '8 4', '12 3 3 3', '5 3', '10 3 3 3 3 3', '3 2', '16 4'];

/** One look per strategy over all benchmarks on the page, so that the same one looks the same in each. */
export function looksOf(groups: readonly (readonly Pick<Arm, 'name'>[])[]): Map<string, Look> {
  const names = [...new Set(groups.flat().map((arm) => arm.name))].filter((name) => name !== BASELINE);
  return new Map([
    [BASELINE, GREY],
    ...names.map((name, at): [string, Look] => [
      name,
      { color: `var(--arm-${(at % DASHES.length) + 1})`, dash: DASHES[at % DASHES.length], width: 2 },
    ]),
  ]);
}

export const lookOf = (looks: ReadonlyMap<string, Look>, name: string): Look => looks.get(name) ?? GREY;
