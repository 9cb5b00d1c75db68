import type { Item, ItemLikely } from '@/shared/api/schema.gen';
import { nameOf } from '@/shared/items/names';
import { formatWholePercent } from '@/shared/lib/format';

const SNIPPET = 240;

/** The beginning of its text, or what it is called. */
export function snippetOf(item: Item): string {
  const begin = item.text?.slice(0, SNIPPET).trim() ?? '';
  return begin === '' ? nameOf(item) : begin;
}

/** Which part of its labels agree, "67 % of 3", where nobody has decided on it. */
export function howSure({
  share,
  answers,
  is_adjudicated: isDecided,
}: Pick<Item, 'share' | 'answers' | 'is_adjudicated'>): string {
  if (isDecided) return 'adjudicated';
  return share === null ? '' : `${formatWholePercent(share)} of ${answers}`;
}

export const likelyWords = ({ label, probability }: ItemLikely): string =>
  `${label} ${formatWholePercent(probability)}`;

export function modelWords({ predicted }: Pick<Item, 'predicted'>): string {
  const first = predicted?.likeliest[0];
  return first ? likelyWords(first) : '';
}

export const peopleWords = ({ people }: Pick<Item, 'people'>): string => people.join(', ');

/** A value of a column in words. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
