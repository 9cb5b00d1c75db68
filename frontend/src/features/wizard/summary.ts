import type { Project } from '@/shared/api/schema.gen';
import { formatCount, formatMoney, formatPlural } from '@/shared/lib/format';
import { auditAnswersAtEnd, mostLabels, sureWords } from '@/shared/project-setup/audit';
import { moneyForLabels } from '@/shared/project-setup/budget';
import type { SetupDraft } from '@/shared/project-setup/setup-draft';

type SetUp = Pick<Project, 'items' | 'kind' | 'labels_done' | 'audit_answered'>;

/** What the choices mean, one sentence each; a choice that is not made yet says nothing. */
export function summaryWords(project: SetUp, draft: SetupDraft): string[] {
  const words: string[] = [];
  if (draft.budget.labels !== '') words.push(...budgetWords(project, draft, draft.budget.labels));
  if (draft.budget.labels !== '' && draft.auditPercent !== '') words.push(auditWords(project, draft));
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

/** Items that are fewer than the budget end it: what they take is what it will cost. */
function budgetWords(project: SetUp, draft: SetupDraft, budget: number): string[] {
  const { price, currency } = draft.budget;
  const costs = (labels: number) => {
    const money = moneyForLabels(labels, price);
    return `${formatPlural(labels, 'label')}${money === null ? '' : `, ${formatMoney(money, currency)}`}`;
  };
  if (project.items === 0) return [`At most ${costs(budget)}; not one more.`];
  const overlap = Math.max(1, Number(draft.overlap));
  const each = overlap === 1 ? '' : `, each answered ${formatCount(overlap)} times`;
  const most = mostLabels(project, draft);
  if (most < budget) {
    return [
      `At most ${costs(most)}: all ${formatPlural(project.items, project.kind)}${each}.`,
      `The budget pays for ${formatPlural(budget - most, 'label')} more than the items take.`,
    ];
  }
  const covered = Math.floor(budget / overlap);
  return [
    `At most ${costs(budget)}; not one more.`,
    `That is ${formatCount(covered)} of ${formatPlural(project.items, project.kind)}${each}.`,
  ];
}

function auditWords(project: SetUp, draft: SetupDraft): string {
  if (draft.auditPercent === 0) return 'No audit items: accuracy will not be known.';
  if (project.items === 0)
    return `${formatCount(Number(draft.auditPercent))} % of the items measure accuracy and train nothing.`;
  const items = formatPlural(auditAnswersAtEnd(project, draft), 'audit item');
  return `About ${items} among them measure the model and train nothing. ${sureWords(project, draft) ?? ''}`;
}
