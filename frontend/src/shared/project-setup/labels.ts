import { LABEL_KEYS, RESERVED_KEYS } from '@/shared/api/constants.gen';
import type { LabelClassWrite, LabelLook, Project } from '@/shared/api/schema.gen';

export interface LabelDraft {
  /** Stable while the list is edited; never sent. */
  rowKey: string;
  id?: number;
  name: string;
  /** What was typed here; null: as the server has it, or gives it. */
  key: string | null;
  color: string | null;
  /** As the server has it; a new label has nothing yet. */
  stored?: LabelLook;
}

/** What the server will give, by row; see label-looks.ts. */
export type GivenLooks = Readonly<Record<string, LabelLook>>;

/** As a row is shown. A new label is bare until the server has said what it gets. */
export function lookOf(label: LabelDraft, given: GivenLooks = {}): LabelLook {
  const { key, color } = given[label.rowKey] ?? label.stored ?? { key: '', color: '' };
  return { key: label.key ?? key, color: label.color ?? color };
}

let rows = 0;
const newRowKey = () => `row-${(rows += 1)}`;

export function labelsFromNames(names: readonly string[]): LabelDraft[] {
  return names.map((name) => ({ rowKey: newRowKey(), name, key: null, color: null }));
}

export function labelsFromServer(labels: Project['labels']): LabelDraft[] {
  return labels.map(({ id, name, key, color }) => ({
    ...{ rowKey: `id-${id}`, id, name, key: null, color: null },
    stored: { key, color },
  }));
}

/** The names that no label has yet, in any case. */
export function newNames(labels: readonly LabelDraft[], names: readonly string[]): string[] {
  const known = new Set(labels.map((label) => plainName(label)));
  return names.filter((name) => !known.has(plainName({ name })));
}

const plainName = ({ name }: { name: string }) => name.trim().toLowerCase();

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

export interface LabelProblems {
  name?: string;
  key?: string;
}

/** What can be said at once, one entry per label, empty where all is well. The rest the server says. */
export function labelProblems(labels: readonly LabelDraft[]): LabelProblems[] {
  return labels.map((label, position) => {
    const problems: LabelProblems = {};
    const others = labels.filter((_, other) => other !== position);
    const name = plainName(label);
    if (name === '') problems.name = 'Give this label a name.';
    else if (others.some((other) => plainName(other) === name)) problems.name = 'Two labels have this name.';
    const key = keyProblem(label.key, others);
    if (key) problems.key = key;
    return problems;
  });
}

const MEANINGS: Readonly<Record<string, string>> = RESERVED_KEYS;

function keyProblem(typed: string | null, others: readonly LabelDraft[]): string | null {
  if (!typed) return null;
  const meaning = MEANINGS[typed];
  if (meaning) return `“${typed}” is taken: ${meaning}.`;
  if (!LABEL_KEYS.includes(typed)) return 'A digit or a small letter.';
  const holder = others.find((other) => lookOf(other).key === typed);
  return holder ? `“${typed}” is already the key of ${holder.name || 'another label'}.` : null;
}

export const hasNoProblems = (labels: readonly LabelDraft[]): boolean =>
  labelProblems(labels).every(({ name, key }) => !name && !key);

export function labelsValid(labels: readonly LabelDraft[]): boolean {
  return labels.length >= 2 && hasNoProblems(labels);
}

/** Rows written by hand take the id of a label of the same name that an import has made meanwhile. */
export function labelsPatch(
  labels: readonly LabelDraft[],
  known: readonly { id: number; name: string }[],
): LabelClassWrite[] {
  const ids = new Map(known.map((label) => [plainName(label), label.id]));
  return labels.map((label) => {
    const id = label.id ?? ids.get(plainName(label));
    return {
      ...(id !== undefined && { id }),
      name: label.name.trim(),
      ...(label.key !== null && { key: label.key }),
      ...(label.color !== null && { color: label.color }),
    };
  });
}

/** Whether the server has exactly these labels. */
export function isStored(wanted: readonly LabelClassWrite[], stored: Project['labels']): boolean {
  return (
    wanted.length === stored.length &&
    stored.every(({ id, name, key, color }, at) => {
      const label = wanted[at];
      const hasKey = label?.key === undefined || label.key === key;
      const hasColor = label?.color === undefined || label.color === color;
      return label?.id === id && label.name === name && hasKey && hasColor;
    })
  );
}
