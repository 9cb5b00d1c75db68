import { SURE_HALF_WIDTH, Z_95 } from '@/shared/api/constants.gen';
import { formatCount } from '@/shared/lib/format';
import type { SetupDraft } from '@/shared/project-setup/setup-draft';
import type { Project } from '@/shared/api/schema.gen';

type Stock = Pick<Project, 'items' | 'labels_done' | 'audit_answered'>;
type Plan = Pick<SetupDraft, 'overlap' | 'auditPercent'> & { budget: Pick<SetupDraft['budget'], 'labels'> };

/** Labels that can be given at most: the budget's, and no more than the items take. */
export function mostLabels({ items }: Pick<Project, 'items'>, { overlap, budget: { labels } }: Plan): number {
  return Math.min(Number(labels), items * Math.max(1, Number(overlap)));
}

/** Audit items that will be answered by the end of the budget: those that are, and the share of what is still to come. */
export function auditAnswersAtEnd(stock: Stock, plan: Plan): number {
  const coming = Math.max(0, mostLabels(stock, plan) - stock.labels_done) / Math.max(1, Number(plan.overlap));
  return Math.round(stock.audit_answered + (coming * Number(plan.auditPercent)) / 100);
}

/** Half of Wilson's interval after n answers where it is widest, at a share of ½: no accuracy is known less well. */
export const widestHalf = (n: number): number => Z_95 / (2 * Math.sqrt(n + Z_95 ** 2));

/** How sure accuracy will be, with the items and the budget that are there; null while those are not. */
export function sureWords(stock: Stock, plan: Plan): string | null {
  if (plan.budget.labels === '' || plan.auditPercent === '' || stock.items === 0) return null;
  const answers = auditAnswersAtEnd(stock, plan);
  if (answers === 0) return 'No audit answers by the end: accuracy will not be known.';
  const half = widestHalf(answers);
  const sure = `Accuracy to ± ${pointsUp(half)} points or better at the end`;
  return half <= SURE_HALF_WIDTH
    ? `${sure}.`
    : `${sure}; it is shown from ± ${formatCount(SURE_HALF_WIDTH * 100)} points on.`;
}

/** Upwards to whole points, below one to tenths. */
function pointsUp(half: number): string {
  const points = half * 100;
  return points >= 1 ? formatCount(Math.ceil(points - 1e-9)) : (Math.ceil(points * 10 - 1e-9) / 10).toFixed(1);
}
