import type { ProjectWrite } from '@/shared/api/schema.gen';

/** Money is counted in whole ten-thousandths, so that no sum ever loses a cent. */
const SCALE = 10_000;
const CENT = SCALE / 100;

/** '12', '12.5' or '12,50' as ten-thousandths; null where it is no amount. */
export function parseAmount(text: string): number | null {
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,4}))?\s*$/.exec(text);
  if (!match) return null;
  return Number(match[1]) * SCALE + Number((match[2] ?? '').padEnd(4, '0'));
}

/** Ten-thousandths as '12.50'; more than two decimals only where they are not zero. */
export function formatAmount(units: number): string {
  const whole = Math.floor(units / SCALE);
  const rest = String(units % SCALE).padStart(4, '0');
  return `${whole}.${rest.slice(0, 2)}${rest.slice(2).replace(/0+$/, '')}`;
}

/** What so many labels cost, rounded up to the cent: a budget must pay for its last label. */
export function moneyForLabels(labels: number, price: string): string | null {
  const unit = parseAmount(price);
  if (unit === null || unit === 0 || !Number.isInteger(labels) || labels < 0) return null;
  return formatAmount(Math.ceil((labels * unit) / CENT) * CENT);
}

/** How many whole labels the money pays for. */
export function labelsForMoney(money: string, price: string): number | null {
  const amount = parseAmount(money);
  const unit = parseAmount(price);
  if (amount === null || unit === null || unit === 0) return null;
  return Math.floor(amount / unit);
}

export interface BudgetDraft {
  labels: number | '';
  money: string;
  price: string;
  currency: string;
}

/** The field that was typed in stands; the others follow from it and the price. */
export function editBudget(
  draft: BudgetDraft,
  edit: { labels: number | '' } | { money: string } | { price: string } | { currency: string },
): BudgetDraft {
  const next = { ...draft, ...edit };
  if ('money' in edit) {
    return { ...next, labels: labelsForMoney(edit.money, draft.price) ?? draft.labels };
  }
  if ('currency' in edit) return next;
  return { ...next, money: next.labels === '' ? '' : (moneyForLabels(next.labels, next.price) ?? '') };
}

/** Keyed as the server names the fields, so that its errors and ours meet at the same place. */
export type BudgetField = 'budget_labels' | 'budget_money' | 'price_per_label' | 'currency';

export function budgetProblems(draft: BudgetDraft): Partial<Record<BudgetField, string>> {
  return {
    ...((draft.labels === '' || draft.labels < 1) && { budget_labels: 'At least one label.' }),
    ...(parseAmount(draft.price) === null && { price_per_label: 'An amount such as 0.12; 0 if labels cost nothing.' }),
    ...(draft.money !== '' && parseAmount(draft.money) === null && { budget_money: 'An amount such as 150.00.' }),
    ...(!/^[A-Z]{3}$/.test(draft.currency) && { currency: 'Three letters, such as EUR.' }),
  };
}

/** What goes to the server: no money budget where labels are free. */
export function budgetPatch(draft: BudgetDraft): Pick<ProjectWrite, BudgetField> {
  const isFree = parseAmount(draft.price) === 0 || draft.money === '';
  return {
    budget_labels: draft.labels === '' ? 0 : draft.labels,
    budget_money: isFree ? null : plainAmount(draft.money),
    price_per_label: plainAmount(draft.price),
    currency: draft.currency,
  };
}

export function budgetFromProject(project: {
  budget_labels: number;
  budget_money: string | null;
  price_per_label: string | null;
  currency: string;
}): BudgetDraft {
  const price = plainAmount(project.price_per_label ?? '0');
  const money =
    project.budget_money === null ? moneyForLabels(project.budget_labels, price) : plainAmount(project.budget_money);
  return { labels: project.budget_labels, money: money ?? '', price, currency: project.currency };
}

/** "0.1200" and "0,12" are both "0.12". */
export function plainAmount(text: string): string {
  const units = parseAmount(text);
  return units === null ? text.trim() : formatAmount(units);
}
