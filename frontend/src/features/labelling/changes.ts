/** What has changed in the project while its page was open, in words, and which keys have to be learnt anew. */
import type { DeckProject, LabelClass } from '@/shared/api/schema.gen';
import { formatCount } from '@/shared/lib/format';

/** More is read by looking at the labels. */
const CLAUSES_SHOWN = 4;

/** One short text; empty where nothing changed that can be seen. */
export function describeChanges(before: DeckProject, after: DeckProject): string {
  const parts = [
    before.name === after.name ? '' : `The project is called “${after.name}” now.`,
    describeLabels(before.labels, after.labels),
    before.guidelines === after.guidelines ? '' : 'The guidelines changed.',
    before.role === after.role ? '' : `You are ${ROLES[after.role]} here now.`,
  ];
  return parts.filter(Boolean).join(' ');
}

const ROLES: Record<DeckProject['role'], string> = {
  manager: 'a manager',
  reviewer: 'a reviewer',
  annotator: 'an annotator',
};

function describeLabels(before: readonly LabelClass[], after: readonly LabelClass[]): string {
  const clauses = [
    ...after.map((label) => clauseOf(byId(before, label.id), label)),
    ...before.filter((label) => !byId(after, label.id)).map((label) => `“${label.name}” is gone`),
  ].filter(Boolean);
  if (clauses.length === 0) return describeLooks(before, after);
  const more = clauses.length - CLAUSES_SHOWN;
  const shown = clauses.slice(0, CLAUSES_SHOWN).join('; ');
  return `Labels changed: ${shown}${more > 0 ? `; and ${formatCount(more)} more` : ''}.`;
}

function clauseOf(before: LabelClass | undefined, after: LabelClass): string {
  if (!before) return `“${after.name}” is new${after.key ? `, key ${after.key}` : ''}`;
  const hasKey = after.key ? `key ${after.key}` : 'no key';
  if (before.name !== after.name)
    return `“${before.name}” is now “${after.name}”${before.key === after.key ? '' : `, ${hasKey}`}`;
  return before.key === after.key ? '' : `“${after.name}” has ${hasKey} now`;
}

function describeLooks(before: readonly LabelClass[], after: readonly LabelClass[]): string {
  if (before.some((label, place) => label.id !== after[place]?.id)) return 'The labels are in another order now.';
  return before.some((label, place) => label.color !== after[place]?.color) ? 'The labels have other colours now.' : '';
}

const byId = (labels: readonly LabelClass[], id: number) => labels.find((label) => label.id === id);

/**
 * Labels whose key meant another one before, or whose name was another one's: a hand that knows the old keys would give
 * them by mistake.
 */
export function labelsToLearn(before: DeckProject, after: DeckProject): number[] {
  const isOther = ({ id, key, name }: LabelClass) => {
    const had = before.labels.find((label) => label.key !== '' && label.key === key);
    if (!had) return false;
    return had.id !== id || before.labels.some((label) => label.id !== id && label.name === name);
  };
  return after.labels.filter(isOther).map((label) => label.id);
}
