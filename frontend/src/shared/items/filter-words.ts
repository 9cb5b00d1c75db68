import { HOWS, parseCondition } from '@/shared/items/conditions';
import { FILTER_NAMES, filterCalled, type FilterName } from '@/shared/items/filters';
import type { ItemFilter } from '@/shared/api/schema.gen';
import { formatMoment, toPercent } from '@/shared/lib/format';
import { ROLES, STATES, isRole, isState } from '@/shared/lib/item-words';

/** One thing that is said of the items. at: of several values of one filter, which. */
export interface Said {
  name: FilterName;
  at: number;
  value: string;
  words: string;
}

/** people: account -> name, as far as known. */
export function saidOf(filter: ItemFilter, people: ReadonlyMap<number, string> = new Map()): Said[] {
  return FILTER_NAMES.flatMap((name) => {
    const value = filter[name] ?? null;
    if (value === null) return [];
    const values: readonly (string | number | boolean)[] =
      name === 'id' ? [[value].flat().join(', ')] : Array.isArray(value) ? value : [value];
    return values.map((one, at) => ({ name, at, value: String(one), words: wordsOf(name, one, people) }));
  });
}

function wordsOf(name: FilterName, value: string | number | boolean, people: ReadonlyMap<number, string>): string {
  const { flag, title, sign } = filterCalled(name);
  if (flag) return flag[value === true ? 0 : 1];
  if (name === 'column') return columnWords(String(value));
  if (name === 'given') return givenWords(String(value), people);
  const plain = title.replace(/, at (least|most)$/, '');
  return sign ? `${plain} ${sign} ${shown(name, value, people)}` : `${plain}: ${shown(name, value, people)}`;
}

function shown(name: FilterName, value: string | number | boolean, people: ReadonlyMap<number, string>): string {
  const said = String(value);
  const { kind } = filterCalled(name);
  if (kind === 'state') return isState(said) ? STATES[said].toLowerCase() : said;
  if (kind === 'role') return isRole(said) ? ROLES[said].toLowerCase() : said;
  if (kind === 'person') return people.get(Number(value)) ?? `number ${said}`;
  if (kind === 'share') return `${toPercent(Number(value))} %`;
  return kind === 'moment' ? formatMoment(said) : said;
}

/** "7=good" -> "ben: good" */
export function givenWords(said: string, people: ReadonlyMap<number, string>): string {
  const [account = '', ...label] = said.split('=');
  return `${people.get(Number(account)) ?? `number ${account}`}: ${label.join('=')}`;
}

function columnWords(said: string): string {
  const condition = parseCondition(said);
  return condition ? `${condition.column} ${HOWS[condition.how]} ${condition.value}` : said;
}
