import { Autocomplete, Checkbox, NumberInput, Text, TextInput } from '@mantine/core';
import { formatCount, formatMoney } from '@/shared/lib/format';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';
import { editBudget, labelsForMoney, parseAmount, type BudgetDraft } from '@/shared/project-setup/budget';
import classes from '@/shared/project-setup/setup.module.css';
import type { SetupProblems } from '@/shared/project-setup/setup-draft';

const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'PLN', 'SEK', 'NOK', 'DKK', 'CZK', 'CAD', 'AUD', 'INR', 'JPY'];

interface BudgetFieldsProps {
  budget: BudgetDraft;
  onChange: (budget: BudgetDraft) => void;
  problems: SetupProblems;
}

/** Labels and money, each following from the other and the price. */
export function BudgetFields({ budget, onChange, problems }: BudgetFieldsProps) {
  const isFree = parseAmount(budget.price) === 0;
  return (
    <div className={classes.fields}>
      <NumberInput
        label="Budget in labels"
        inputWrapperOrder={FIELD_ORDER}
        description="Labelling stops here."
        value={budget.labels}
        min={1}
        step={100}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        error={problems.budget_labels}
        onChange={(value) => onChange(editBudget(budget, { labels: typeof value === 'number' ? value : '' }))}
      />
      <TextInput
        label="Price per label"
        inputWrapperOrder={FIELD_ORDER}
        description="What one answer costs you; 0 if nothing."
        inputMode="decimal"
        value={budget.price}
        error={problems.price_per_label}
        onChange={(event) => onChange(editBudget(budget, { price: event.currentTarget.value }))}
      />
      <TextInput
        label="Budget in money"
        inputWrapperOrder={FIELD_ORDER}
        description={isFree ? 'Labels are free.' : 'Follows from the labels; change either.'}
        inputMode="decimal"
        disabled={isFree}
        value={isFree ? '' : budget.money}
        error={problems.budget_money}
        onChange={(event) => onChange(editBudget(budget, { money: event.currentTarget.value }))}
      />
      <Autocomplete
        label="Currency"
        inputWrapperOrder={FIELD_ORDER}
        description="Three letters."
        data={CURRENCIES}
        maxLength={3}
        value={budget.currency}
        error={problems.currency}
        onChange={(currency) => onChange(editBudget(budget, { currency: currency.toUpperCase() }))}
      />
      <BudgetWords budget={budget} isFree={isFree} />
    </div>
  );
}

/** Who else sees prices; reviewers and managers always do. */
export function MoneyForAnnotators({ isShown, onChange }: { isShown: boolean; onChange: (isShown: boolean) => void }) {
  return (
    <Checkbox
      mt="md"
      label="Annotators see prices and the budget in money"
      checked={isShown}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function BudgetWords({ budget: { labels, price, money, currency }, isFree }: { budget: BudgetDraft; isFree: boolean }) {
  if (labels === '' || parseAmount(price) === null) return null;
  const hundred = labelsForMoney('100', price);
  return (
    <Text size="sm" c="dimmed" className={classes.wide}>
      {isFree || parseAmount(money) === null || hundred === null
        ? `${formatCount(labels)} labels.`
        : `${formatCount(labels)} labels for ${formatMoney(money, currency)}; ${formatMoney(100, currency)} buys ${formatCount(hundred)}.`}
    </Text>
  );
}
