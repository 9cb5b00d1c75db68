import type { Kind, Project } from '@/shared/api/schema.gen';

export const STEPS = [1, 2, 3] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Record<Step, string> = { 1: 'Data', 2: 'Labels', 3: 'Budget' };

export function parseStep(text: string | null): Step {
  return STEPS.find((step) => String(step) === text) ?? 1;
}

export function parseProject(text: string | null): number | null {
  const id = Number(text);
  return Number.isInteger(id) && id > 0 ? id : null;
}

export function stepHref(project: number | null, step: Step): string {
  return project === null ? '/projects/new' : `/projects/new?project=${project}&step=${step}`;
}

/** How far one may go: on to the labels once data are in or on their way. */
export function furthestStep(project: Pick<Project, 'items'> | undefined, isImporting: boolean): Step {
  return project && (project.items > 0 || isImporting) ? 3 : 1;
}

/** The step at which something that stops the start can be mended. */
export function stepOfMissing(code: string): Step {
  if (/item|data|upload|import/.test(code)) return 1;
  return /label|class|key/.test(code) ? 2 : 3;
}

const ending = (filename: string) => filename.toLowerCase().split('.').at(-1) ?? '';

/** Archives by their first bytes that are tables all the same; the server says how they are saved as CSV. */
const OFFICE_ENDINGS = ['xlsx', 'xlsm', 'ods'];

/** A zip holds images, everything else texts: the first bytes say which it is, whatever it is called. */
export async function kindOfFile(file: File): Promise<Kind> {
  // What cannot be read fails with a word once it is sent.
  const begin = await file
    .slice(0, 2)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const [first, second] = new Uint8Array(begin);
  const isZip = first === 0x50 && second === 0x4b;
  return isZip && !OFFICE_ENDINGS.includes(ending(file.name)) ? 'image' : 'text';
}

/** "shop_reviews-2024.csv" -> "Shop reviews 2024" */
export function nameFromFile(filename: string): string {
  const words = filename
    .replace(/\.[^.]+$/, '')
    .replace(/[_\-.]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ENCODINGS: Record<string, string> = { 'utf-8': 'UTF-8', 'utf-8-sig': 'UTF-8 with a byte order mark' };
const DELIMITERS: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** "CSV · UTF-8 · semicolon between columns" */
export function formatWords(preview: { format: string; encoding: string; delimiter: string }): string {
  const parts = [preview.format === 'zip' ? 'zip' : preview.format.toUpperCase()];
  if (preview.encoding) parts.push(ENCODINGS[preview.encoding.toLowerCase()] ?? preview.encoding);
  if (preview.delimiter) parts.push(`${DELIMITERS[preview.delimiter] ?? `“${preview.delimiter}”`} between columns`);
  return parts.join(' · ');
}
