import type { Project } from '@/shared/api/schema.gen';
import { formatCount, formatMoney, formatPlural } from '@/shared/lib/format';
import { moneyForLabels } from '@/shared/project-setup/budget';
import type { SetupDraft } from '@/shared/project-setup/setup-draft';

type Plan = Pick<SetupDraft, 'overlap' | 'budget'>;

/** What more than one answer per item will cost, and how far the budget goes then; nothing to say of one. */
export function overlapWords({ items, kind }: Pick<Project, 'items' | 'kind'>, { overlap, budget }: Plan): string {
  const each = Number(overlap);
  if (each <= 1) return '';
  const costs = (labels: number) => {
    const money = moneyForLabels(labels, budget.price);
    return `${formatPlural(labels, 'label')}${money === null ? '' : `, ${formatMoney(money, budget.currency)}`}`;
  };
  if (items === 0) return `Each ${kind} then takes ${costs(each)}.`;
  const all = `All ${formatPlural(items, kind)} then take ${costs(items * each)}, instead of ${costs(items)}`;
  if (budget.labels === '') return `${all}.`;
  const paid = Math.floor(budget.labels / each);
  return paid >= items
    ? `${all}; the budget pays for all.`
    : `${all}; the budget of ${formatPlural(budget.labels, 'label')} pays for ${formatCount(paid)} of them.`;
}
