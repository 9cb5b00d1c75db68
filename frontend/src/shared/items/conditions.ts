/** One condition on a column of the items. */
export interface Condition {
  column: string;
  how: How;
  value: string;
}

export type How = keyof typeof HOWS;

export const HOWS = { '=': 'is', '~': 'contains', '>=': 'from', '<=': 'to' } as const;

export const isHow = (text: string): text is How => Object.hasOwn(HOWS, text);

/** "shop=Bonn" in its parts; null: it is none. */
export function parseCondition(said: string): Condition | null {
  const [, quoted, plain, how, value] = /^(?:"((?:[^"]|"")+)"|(.+?))(>=|<=|=|~)(.*)$/s.exec(said) ?? [];
  const column = quoted?.replaceAll('""', '"') ?? plain;
  if (column === undefined || how === undefined || value === undefined || !isHow(how)) return null;
  return { column, how, value };
}

export const writeCondition = ({ column, how, value }: Condition) => `${asName(column)}${how}${value}`;

/** In quotation marks where it would be read as another name and a condition. */
const asName = (column: string) => (/[=~]|[<>]$|^"/.test(column) ? `"${column.replaceAll('"', '""')}"` : column);
