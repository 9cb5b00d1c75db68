import { CLASS_COLORS, CLASS_KEYS } from '@/shared/ui/class-colors';

/** Keys that already mean something while labelling. */
export const KEY_MEANINGS: Readonly<Record<string, string>> = {
  s: 'skip',
  f: 'flag',
  c: 'comment',
  g: 'guidelines',
  z: 'zoom',
  '?': 'keys',
  '/': 'find a label',
  ' ': 'skip',
};

export function labelColor(position: number): string {
  return CLASS_COLORS[position % CLASS_COLORS.length] ?? CLASS_COLORS[0];
}

export interface LabelDraft {
  /** Stable while the list is edited; never sent. */
  rowKey: string;
  id?: number;
  name: string;
  key: string;
  color: string;
}

let rows = 0;
const newRowKey = () => `row-${(rows += 1)}`;

/** The first key in the usual order that no label has. */
export function freeKey(labels: readonly { key: string }[]): string {
  const taken = new Set(labels.map((label) => label.key));
  return Array.from(CLASS_KEYS).find((key) => !taken.has(key)) ?? '';
}

export function addLabel(labels: readonly LabelDraft[], name: string): LabelDraft[] {
  const used = new Set(labels.map((label) => label.color));
  const color = CLASS_COLORS.find((candidate) => !used.has(candidate)) ?? labelColor(labels.length);
  return [...labels, { rowKey: newRowKey(), name, key: freeKey(labels), color }];
}

export function labelsFromNames(names: readonly string[]): LabelDraft[] {
  return names.reduce<LabelDraft[]>((labels, name) => addLabel(labels, name), []);
}

export function labelsFromServer(
  labels: readonly { id: number; name: string; key: string; color: string }[],
): LabelDraft[] {
  return labels.map(({ id, name, key, color }) => ({ rowKey: `id-${id}`, id, name, key, color }));
}

/** A pasted list, one label per line (or separated by commas or tabs), without doubles. */
export function splitNames(text: string): string[] {
  const names = text.split(/[\n\r\t,;]+/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

export function moveLabel<T>(labels: readonly T[], from: number, to: number): T[] {
  const moved = [...labels];
  const [label] = moved.splice(from, 1);
  if (label !== undefined) moved.splice(Math.max(0, Math.min(to, labels.length - 1)), 0, label);
  return moved;
}

/** Keys in the order of the list, as if it had just been written. */
export function renumberKeys(labels: readonly LabelDraft[]): LabelDraft[] {
  return labels.map((label, position) => ({ ...label, key: CLASS_KEYS[position] ?? '' }));
}

export interface LabelProblems {
  name?: string;
  key?: string;
}

/** One entry per label, empty where all is well. */
export function labelProblems(labels: readonly LabelDraft[]): LabelProblems[] {
  return labels.map((label, position) => {
    const problems: LabelProblems = {};
    const others = labels.filter((_, other) => other !== position);
    const name = label.name.trim().toLowerCase();
    if (name === '') problems.name = 'Give this label a name.';
    else if (others.some((other) => other.name.trim().toLowerCase() === name)) {
      problems.name = 'Two labels have this name.';
    }
    const key = keyProblem(label.key, others);
    if (key) problems.key = key;
    return problems;
  });
}

export function keyProblem(key: string, others: readonly { key: string; name: string }[]): string | null {
  if (key === '') return null;
  const meaning = KEY_MEANINGS[key];
  if (meaning) return `“${key}” is taken: ${meaning}.`;
  if (!CLASS_KEYS.includes(key)) return 'A digit or a small letter.';
  const holder = others.find((other) => other.key === key);
  return holder ? `“${key}” is already the key of ${holder.name || 'another label'}.` : null;
}

export function labelsValid(labels: readonly LabelDraft[]): boolean {
  return labels.length >= 2 && labelProblems(labels).every(({ name, key }) => !name && !key);
}

export interface LabelPatch {
  id?: number;
  name: string;
  key: string;
  color: string;
}

/** Rows written by hand take the id of a label of the same name that an import has made meanwhile. */
export function labelsPatch(
  labels: readonly LabelDraft[],
  known: readonly { id: number; name: string }[],
): LabelPatch[] {
  const ids = new Map(known.map((label) => [label.name.trim().toLowerCase(), label.id]));
  return labels.map(({ id, name, key, color }) => {
    const knownId = id ?? ids.get(name.trim().toLowerCase());
    const patch = { name: name.trim(), key, color };
    return knownId === undefined ? patch : { ...patch, id: knownId };
  });
}
