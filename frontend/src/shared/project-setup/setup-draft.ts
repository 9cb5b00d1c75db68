import { ApiError } from '@/shared/api/errors';
import { PROJECT_BOUNDS } from '@/shared/api/constants.gen';
import type { ProjectWrite, Project, ShownField } from '@/shared/api/schema.gen';
import {
  budgetFromProject,
  budgetPatch,
  budgetProblems,
  parseAmount,
  plainAmount,
  type BudgetDraft,
} from '@/shared/project-setup/budget';
import { isStored, labelsFromServer, labelsPatch, labelsValid, type LabelDraft } from '@/shared/project-setup/labels';

export type NumberInput = number | '';

/** Everything a manager may change, as it stands in the form. */
export interface SetupDraft {
  name: string;
  labels: LabelDraft[];
  guidelines: string;
  overlap: NumberInput;
  budget: BudgetDraft;
  annotatorsSeeMoney: boolean;
  /** Money per hour of the worker, as typed. */
  computePrice: string;
  strategy: string;
  batchSize: NumberInput;
  startPercent: NumberInput;
  auditPercent: NumberInput;
  goldPercent: NumberInput;
  /** Below so many per cent of gold items right people are told, or stopped; '' is nobody. */
  warnPercent: NumberInput;
  pausePercent: NumberInput;
  watchPace: boolean;
  leaseMinutes: NumberInput;
  deckSize: NumberInput;
  duplicatesOnce: boolean;
  /** Columns that annotators see beside an item. */
  fields: readonly ShownField[];
  /** The model whose suggestions annotators see; '' is one without a name, null for none. */
  shownSuggestions: string | null;
  /** JSON, as typed. */
  overrides: string;
}

export type SetupField = keyof ProjectWrite;
export type SetupProblems = Partial<Record<SetupField, string>>;

export function draftFromProject(project: Project): SetupDraft {
  return {
    name: project.name,
    labels: labelsFromServer(project.labels),
    guidelines: project.guidelines,
    overlap: project.overlap,
    budget: budgetFromProject(project),
    annotatorsSeeMoney: project.annotators_see_money,
    computePrice: plainAmount(project.compute_price_per_hour ?? '0'),
    strategy: project.strategy,
    batchSize: project.batch_size,
    startPercent: toPercent(project.start_fraction),
    auditPercent: toPercent(project.audit_share),
    goldPercent: toPercent(project.gold_share),
    warnPercent: project.warn_below === null ? '' : toPercent(project.warn_below),
    pausePercent: project.pause_below === null ? '' : toPercent(project.pause_below),
    watchPace: project.watch_pace,
    leaseMinutes: project.lease_minutes,
    deckSize: project.deck_size,
    duplicatesOnce: project.duplicates_once,
    fields: project.fields,
    shownSuggestions: project.shown_suggestions,
    overrides: Object.keys(project.advanced).length === 0 ? '' : JSON.stringify(project.advanced, null, 2),
  };
}

const toPercent = (fraction: number) => Math.round(fraction * 1000) / 10;

type Bounds = readonly [number, number];
const inPercent = ([low, high]: Bounds): Bounds => [toPercent(low), toPercent(high)];

/** The bounds of the number fields, for the inputs and for the words. */
export const BOUNDS = {
  ...PROJECT_BOUNDS,
  start_fraction: inPercent(PROJECT_BOUNDS.start_fraction),
  audit_share: inPercent(PROJECT_BOUNDS.audit_share),
  gold_share: inPercent(PROJECT_BOUNDS.gold_share),
  warn_below: inPercent(PROJECT_BOUNDS.warn_below),
  pause_below: inPercent(PROJECT_BOUNDS.pause_below),
} satisfies Partial<Record<SetupField, Bounds>>;

function outOfBounds(field: keyof typeof BOUNDS, value: NumberInput): SetupProblems {
  const [low, high] = BOUNDS[field];
  return value !== '' && value >= low && value <= high ? {} : { [field]: `From ${low} to ${high}.` };
}

/** Empty is no limit, and nobody is stopped where they are not told yet. */
function limitProblems({ warnPercent, pausePercent }: SetupDraft): SetupProblems {
  return {
    ...(pausePercent !== '' &&
      warnPercent !== '' &&
      pausePercent > warnPercent && { pause_below: 'No more than people are told below.' }),
    ...(warnPercent !== '' && outOfBounds('warn_below', warnPercent)),
    ...(pausePercent !== '' && outOfBounds('pause_below', pausePercent)),
  };
}

const fromPercent = (percent: NumberInput) => (percent === '' ? null : percent / 100);

export function setupProblems(draft: SetupDraft): SetupProblems {
  return {
    ...(draft.name.trim() === '' && { name: 'Give the project a name.' }),
    ...(!labelsValid(draft.labels) && { labels: labelWords(draft.labels) }),
    ...outOfBounds('overlap', draft.overlap),
    ...budgetProblems(draft.budget),
    ...outOfBounds('batch_size', draft.batchSize),
    ...outOfBounds('start_fraction', draft.startPercent),
    ...outOfBounds('audit_share', draft.auditPercent),
    ...outOfBounds('gold_share', draft.goldPercent),
    ...limitProblems(draft),
    ...outOfBounds('lease_minutes', draft.leaseMinutes),
    ...outOfBounds('deck_size', draft.deckSize),
    ...(parseAmount(draft.computePrice) === null && {
      compute_price_per_hour: 'An amount such as 0.40; 0 if nothing.',
    }),
    ...(parseOverrides(draft.overrides) === null && { advanced: 'JSON in braces, such as {"temperature": 0.5}.' }),
  };
}

const labelWords = (labels: readonly LabelDraft[]) =>
  labels.length < 2 ? 'A project needs at least two labels.' : 'Mend the labels marked above.';

export function parseOverrides(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Valid fields that differ from what the server has; an invalid one waits in the form. */
export function setupPatch(draft: SetupDraft, project: Project): ProjectWrite {
  const problems = setupProblems(draft);
  const wanted = fullPatch(draft, project);
  const budgetIsBroken = Object.keys(budgetProblems(draft.budget)).length > 0;
  const entries = Object.entries(wanted).filter(([field, value]) => {
    if (field in problems || (budgetIsBroken && field in budgetPatch(draft.budget))) return false;
    if (field === 'labels') return !isStored(wanted.labels ?? [], project.labels);
    const stored = serverValue(project, field);
    return isAmount(field) ? !isSameAmount(value, stored) : !isSame(value, stored);
  });
  return Object.fromEntries(entries);
}

function fullPatch(draft: SetupDraft, project: Project): ProjectWrite {
  return {
    name: draft.name.trim(),
    labels: labelsPatch(draft.labels, project.labels),
    guidelines: draft.guidelines,
    overlap: Number(draft.overlap),
    ...budgetPatch(draft.budget),
    annotators_see_money: draft.annotatorsSeeMoney,
    compute_price_per_hour: plainAmount(draft.computePrice),
    strategy: draft.strategy,
    batch_size: Number(draft.batchSize),
    start_fraction: Number(draft.startPercent) / 100,
    audit_share: Number(draft.auditPercent) / 100,
    gold_share: Number(draft.goldPercent) / 100,
    warn_below: fromPercent(draft.warnPercent),
    pause_below: fromPercent(draft.pausePercent),
    watch_pace: draft.watchPace,
    lease_minutes: Number(draft.leaseMinutes),
    deck_size: Number(draft.deckSize),
    duplicates_once: draft.duplicatesOnce,
    fields: draft.fields.map(({ name, look, read }) => ({ name, look, read })),
    shown_suggestions: draft.shownSuggestions,
    advanced: parseOverrides(draft.overrides) ?? {},
  };
}

function serverValue(project: Project, field: string): unknown {
  return Object.entries(project).find(([name]) => name === field)?.[1];
}

const AMOUNTS: readonly string[] = ['budget_money', 'price_per_label', 'compute_price_per_hour'] satisfies SetupField[];

const isAmount = (field: string) => AMOUNTS.includes(field);

/** Amounts come as strings with any number of zeros behind them; null is no amount at all. */
function isSameAmount(wanted: unknown, stored: unknown): boolean {
  if (typeof wanted !== 'string' || typeof stored !== 'string') return wanted === stored;
  return plainAmount(wanted) === plainAmount(stored);
}

function isSame(wanted: unknown, stored: unknown): boolean {
  if (typeof wanted === 'number' && typeof stored === 'number') return Math.abs(wanted - stored) < 1e-9;
  return JSON.stringify(wanted) === JSON.stringify(stored);
}

/** The server's errors by field; "labels.2.key" belongs to the labels. What has no field stands under ''. */
export function serverProblems(error: unknown): Partial<Record<SetupField | '', string>> {
  if (!(error instanceof ApiError)) return {};
  const byField: Record<string, string> = {};
  for (const { attr, detail } of error.errors) {
    const field = attr?.split('.')[0] ?? '';
    byField[field] = byField[field] ? `${byField[field]} ${detail}` : detail;
  }
  return byField;
}

/** Rows that the server has just made get their ids, so that a later rename stays a rename, and all what they got. */
export function adoptStored(labels: readonly LabelDraft[], project: Project): LabelDraft[] {
  return labels.map((label) => {
    const isThis = project.labels.find(label.id === undefined ? sameName(label) : ({ id }) => id === label.id);
    return isThis ? { ...label, id: isThis.id, stored: { key: isThis.key, color: isThis.color } } : label;
  });
}

const sameName =
  (label: LabelDraft) =>
  ({ name }: { name: string }) =>
    name.trim().toLowerCase() === label.name.trim().toLowerCase();
