import type { Project } from '@/shared/api/schema.gen';
import { formatCount, formatMoney, formatPlural } from '@/shared/lib/format';
import { moneyForLabels } from '@/shared/project-setup/budget';
import type { SetupDraft } from '@/shared/project-setup/setup-draft';

/** What the choices mean, one sentence each; a choice that is not made yet says nothing. */
export function summaryWords(project: Pick<Project, 'items' | 'kind'>, draft: SetupDraft): string[] {
  const words: string[] = [];
  const { labels, price, currency } = draft.budget;
  const overlap = Math.max(1, Number(draft.overlap));
  if (labels !== '') {
    const money = moneyForLabels(labels, price);
    words.push(
      `At most ${formatPlural(labels, 'label')}${money === null ? '' : `, ${formatMoney(money, currency)}`}; not one more.`,
    );
    const covered = Math.min(project.items, Math.floor(labels / overlap));
    const each = overlap === 1 ? '' : `, each answered ${formatCount(overlap)} times`;
    if (project.items > 0)
      words.push(`That is ${formatCount(covered)} of ${formatPlural(project.items, project.kind)}${each}.`);
  }
  if (labels !== '' && draft.auditPercent !== '') words.push(auditWords(labels, draft.auditPercent));
  if (draft.labels.length > 1) {
    words.push(
      `${formatCount(draft.labels.length)} labels: ${draft.labels
        .slice(0, 8)
        .map((label) => label.name)
        .join(', ')}${draft.labels.length > 8 ? ' …' : ''}.`,
    );
  }
  return words;
}

function auditWords(labels: number, percent: number): string {
  if (percent === 0) return 'No audit items: accuracy will not be known.';
  return `About ${formatCount(Math.round((labels * percent) / 100))} labels go to audit items, which measure accuracy and train nothing.`;
}
