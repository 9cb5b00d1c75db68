import { MAX_PROJECT_NAME_CHARS } from '@/shared/api/constants.gen';
import type { Project } from '@/shared/api/schema.gen';

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

/** "shop_reviews-2024.csv" -> "Shop reviews 2024" */
export function nameFromFile(filename: string): string {
  const words = filename
    .replace(/(\.tar)?\.[^.]+$/, '')
    .replace(/[_\-.]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Shop reviews", 3 -> "Shop reviews 3"; the first is not numbered. */
export function numberedName(name: string, number: number): string {
  const ending = number === 1 ? '' : ` ${number}`;
  return `${name.slice(0, MAX_PROJECT_NAME_CHARS - ending.length).trimEnd()}${ending}`;
}
