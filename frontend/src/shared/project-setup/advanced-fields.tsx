import { Checkbox, JsonInput, NumberInput, Select, Text, TextInput, type NumberInputProps } from '@mantine/core';
import type { Project } from '@/shared/api/schema.gen';
import { sureWords } from '@/shared/project-setup/audit';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';
import { looksIn, looksOptions, withLooks } from '@/shared/project-setup/looks';
import classes from '@/shared/project-setup/setup.module.css';
import {
  BOUNDS,
  type NumberInput as Value,
  type SetupDraft,
  type SetupProblems,
} from '@/shared/project-setup/setup-draft';

interface AdvancedFieldsProps {
  project: Project;
  draft: SetupDraft;
  onChange: (change: Partial<SetupDraft>) => void;
  problems: SetupProblems;
}

/** What most projects leave as it is. */
export function AdvancedFields({ project, draft, onChange, problems }: AdvancedFieldsProps) {
  return (
    <div className={classes.fields}>
      <div>
        <BoundedInput
          field="audit_share"
          label="Audit share"
          description="Items drawn at random to measure accuracy; they never train the model."
          suffix=" %"
          value={draft.auditPercent}
          error={problems.audit_share}
          onValue={(auditPercent) => onChange({ auditPercent })}
        />
        <Text size="xs" mt={4} role="status">
          {problems.audit_share ? null : sureWords(project, draft)}
        </Text>
      </div>
      <BoundedInput
        field="batch_size"
        label="Labelled batch"
        description="What a round chooses, and new labels after which the next one starts at the latest."
        allowDecimal={false}
        thousandSeparator=","
        value={draft.batchSize}
        error={problems.batch_size}
        onValue={(batchSize) => onChange({ batchSize })}
      />
      <BoundedInput
        field="start_fraction"
        label="Start of the next round"
        description="Part of the batch that must be in. A model on features learns sooner: after each deck, as far as its rounds are quick. 100 % always waits for all of it."
        suffix=" %"
        value={draft.startPercent}
        error={problems.start_fraction}
        onValue={(startPercent) => onChange({ startPercent })}
      />
      <BoundedInput
        field="lease_minutes"
        label="Lease"
        description="How long an item is held for one person."
        suffix=" min"
        allowDecimal={false}
        value={draft.leaseMinutes}
        error={problems.lease_minutes}
        onValue={(leaseMinutes) => onChange({ leaseMinutes })}
      />
      <BoundedInput
        field="deck_size"
        label="Deck"
        description="Items loaded ahead in each browser."
        suffix=" items"
        allowDecimal={false}
        value={draft.deckSize}
        error={problems.deck_size}
        onValue={(deckSize) => onChange({ deckSize })}
      />
      <TextInput
        label="Price of computing"
        description={`${draft.budget.currency} per hour of the worker, shown beside the labels; 0 if nothing.`}
        inputWrapperOrder={FIELD_ORDER}
        inputMode="decimal"
        value={draft.computePrice}
        error={problems.compute_price_per_hour}
        onChange={(event) => onChange({ computePrice: event.currentTarget.value })}
      />
      {draft.strategy === 'auto' && (
        <>
          <LooksSelect project={project} draft={draft} onChange={onChange} />
          <Checkbox
            className={classes.wide}
            label="Ask near-duplicates once"
            description="Of items that are nearly the same one is asked, and the others when nothing else is left. Audit items stay a random sample of all."
            checked={draft.duplicatesOnce}
            onChange={(event) => onChange({ duplicatesOnce: event.currentTarget.checked })}
          />
        </>
      )}
      <JsonInput
        className={classes.wide}
        label="Strategy overrides"
        description="Single settings of the strategy, as JSON. Leave it empty unless you know the name of the setting."
        inputWrapperOrder={FIELD_ORDER}
        placeholder={'{"temperature": 0.5}'}
        autosize
        minRows={2}
        maxRows={10}
        value={draft.overrides}
        error={problems.advanced}
        onChange={(overrides) => onChange({ overrides })}
      />
    </div>
  );
}

/** The strategy override `features`, by title. */
function LooksSelect({ project, draft, onChange }: Omit<AdvancedFieldsProps, 'problems'>) {
  const chosen = looksIn(draft.overrides);
  return (
    <Select
      className={classes.wide}
      label="What the model looks at"
      description={
        chosen === null
          ? 'It can be chosen here once the strategy overrides below are in order.'
          : 'By itself it takes what learns best from this project’s own labels.'
      }
      inputWrapperOrder={FIELD_ORDER}
      data={looksOptions(project.kind, chosen)}
      value={chosen}
      disabled={chosen === null}
      allowDeselect={false}
      onChange={(name) => name !== null && onChange({ overrides: withLooks(draft.overrides, name) })}
    />
  );
}

interface BoundedInputProps extends Omit<NumberInputProps, 'onChange' | 'min' | 'max'> {
  field: keyof typeof BOUNDS;
  onValue: (value: Value) => void;
}

export function BoundedInput({ field, onValue, ...rest }: BoundedInputProps) {
  const [min, max] = BOUNDS[field];
  return (
    <NumberInput
      min={min}
      max={max}
      clampBehavior="none"
      allowNegative={false}
      inputWrapperOrder={FIELD_ORDER}
      onChange={(value) => onValue(typeof value === 'number' ? value : '')}
      {...rest}
    />
  );
}
