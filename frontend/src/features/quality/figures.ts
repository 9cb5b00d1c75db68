import type { Quality, QualityCell, QualityFigure, QualityPair, QualityPerson } from '@/shared/api/schema.gen';
import { formatCount, formatPercent, formatPlural, formatRange } from '@/shared/lib/format';

const twoDecimals = (value: number) => value.toFixed(2).replace('-', '−');

/** A share in percent, an index as a number between −1 and 1. */
export type Unit = 'share' | 'index';

/** A figure in two lines: its interval, then its middle; or how much is missing. */
export interface FigureWords {
  main: string;
  more: string;
}

export function figureWords({ value, low, high, n, needed }: QualityFigure, unit: Unit): FigureWords {
  if (value === null || low === null || high === null) {
    if (n < needed)
      return { main: 'not known yet', more: `${formatCount(n)} of about ${formatPlural(needed, 'item')}` };
    return { main: 'no meaning', more: 'all labels are the same' };
  }
  return unit === 'share'
    ? { main: formatRange({ low, high }), more: `most likely ${formatPercent(value)}` }
    : { main: `${twoDecimals(low)} to ${twoDecimals(high)}`, more: `most likely ${twoDecimals(value)}` };
}

/** What the majority's labels and those of Dawid and Skene differ in, in a sentence. */
export function weighedWords({ weighed }: Quality): string | null {
  if (!weighed) return null;
  const { items, tied, settled, outvoted } = weighed;
  const ties =
    tied === 0
      ? 'no item is tied'
      : `${formatPlural(tied, 'item is', 'items are')} tied, of which it would settle ${formatCount(settled)}`;
  return `Rounds, exports and screens go by the majority. Dawid and Skene’s method weighs people by how they err: of ${formatPlural(items, 'item')} it would give ${formatCount(outvoted)} another label than the majority; ${ties}.`;
}

export interface Matrix {
  rows: string[];
  columns: string[];
  /** Of a row and a column: items; 0 where there are none. */
  items: (row: string, column: string) => number;
  most: number;
}

const key = (row: string, column: string) => JSON.stringify([row, column]);

/** Labels in the project's order; those that occur in no cell are left out. */
export function matrixOf(cells: QualityCell[], labels: string[]): Matrix {
  const seen = new Set(cells.flatMap(({ first, second }) => [first, second]));
  const shown = labels.filter((label) => seen.has(label));
  const counts = new Map(cells.map(({ first, second, items }) => [key(first, second), items]));
  return {
    rows: shown,
    columns: shown,
    items: (row, column) => counts.get(key(row, column)) ?? 0,
    most: Math.max(1, ...counts.values()),
  };
}

/** What of the page is looked at closely, as the address says it: a pair, or a person beside the truth or the model. */
export type Chosen =
  | { kind: 'pair'; pair: QualityPair }
  | { kind: 'person'; person: QualityPerson }
  | { kind: 'model'; person: QualityPerson };

export const pairName = ({ first, second }: QualityPair) => `${first}-${second}`;

/** The same for the address. */
export const addressOf = (chosen: Chosen): Record<string, string> =>
  chosen.kind === 'pair' ? { pair: pairName(chosen.pair) } : { [chosen.kind]: String(chosen.person.id) };

export function chosenOf({ pairs, people }: Quality, params: URLSearchParams): Chosen | null {
  const person = people.find(({ id, cells }) => String(id) === params.get('person') && cells.length > 0);
  if (person) return { kind: 'person', person };
  const compared = people.filter(({ model_cells: cells }) => cells.length > 0);
  const beside = compared.find(({ id }) => String(id) === params.get('model'));
  if (beside) return { kind: 'model', person: beside };
  const pair = pairs.find((each) => pairName(each) === params.get('pair')) ?? pairs[0];
  if (pair) return { kind: 'pair', pair };
  return compared[0] ? { kind: 'model', person: compared[0] } : null;
}
