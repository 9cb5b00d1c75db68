import { parseCondition } from '@/shared/items/conditions';
import { FILTER_NAMES, areSeveral, filterCalled, type FilterKind, type FilterName } from '@/shared/items/filters';
import type { ItemFilter } from '@/shared/api/schema.gen';
import { isRole, isState } from '@/shared/lib/item-words';

export interface Choice {
  filter: ItemFilter;
  /** All items: nothing is chosen. */
  isAll: boolean;
  /** Why these would be other items than the address says. */
  problem: string | null;
}

type Value = string | number | boolean;

/** What one value in an address means; null where it means nothing. */
const READ: Record<FilterKind, (said: string) => Value | null> = {
  state: (said) => (isState(said) ? said : null),
  role: (said) => (isRole(said) ? said : null),
  label: (said) => said,
  words: (said) => said,
  flag: (said) => (said === 'true' ? true : said === 'false' ? false : null),
  person: wholeNumber,
  given: (said) => (/^\d{1,18}=./s.test(said) ? said : null),
  count: wholeNumber,
  numbers: wholeNumber,
  share: (said) => (/^(0|1|0?\.\d+|1\.0+)$/.test(said) ? Number(said) : null),
  moment: (said) => (Number.isNaN(Date.parse(said)) ? null : said),
  columns: (said) => (parseCondition(said)?.value.trim() ? said : null),
};

function wholeNumber(said: string): number | null {
  const value = Number(said);
  return /^\d+$/.test(said) && Number.isSafeInteger(value) ? value : null;
}

/** "1, 2;3" -> ["1", "2", "3"] */
export const numbersIn = (said: string) => said.split(/[\s,;]+/).filter(Boolean);

const isList = (kind: FilterKind) => kind === 'numbers' || areSeveral(kind);

/** What a value of a filter means; null where it means nothing. */
export const readValue = (name: FilterName, said: string): Value | null =>
  said.trim() === '' ? null : READ[filterCalled(name).kind](said.trim());

/** Which items an address means. Blanks alone choose nothing, here as on the server. */
export function choiceOf(params: URLSearchParams): Choice {
  const filter: Partial<Record<FilterName, Value | Value[]>> = {};
  let problem: string | null = null;
  for (const name of FILTER_NAMES) {
    const said = params.getAll(name).filter((value) => value.trim() !== '');
    const values = said.map((value) => readValue(name, value));
    const unread = said[values.indexOf(null)];
    if (unread !== undefined) problem ??= problemOf(name, unread);
    const read = values.filter((value) => value !== null);
    const [first] = read;
    if (first !== undefined) filter[name] = isList(filterCalled(name).kind) ? read : first;
  }
  return { filter: filter as ItemFilter, isAll: problem === null && Object.keys(filter).length === 0, problem };
}

function problemOf(name: FilterName, said: string): string {
  const condition = name === 'column' ? parseCondition(said) : null;
  if (condition) return `Say what “${condition.column}” has to be, or take it out.`;
  const { title } = filterCalled(name);
  return `The address asks for items by “${title}” with “${said}”, which there is not.`;
}

/** Another value of one filter in an address; null takes it out. */
export function putFilter(params: URLSearchParams, name: FilterName, value: string | readonly string[] | null) {
  params.delete(name);
  for (const one of [value ?? []].flat()) params.append(name, one);
}
