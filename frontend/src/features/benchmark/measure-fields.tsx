import { Radio, Stack, TextInput } from '@mantine/core';
import { NumberField, type FormPart } from '@/features/benchmark/number-field';
import { MAX_BENCHMARK_TITLE_CHARS } from '@/shared/api/constants.gen';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';
import classes from '@/shared/project-setup/setup.module.css';

/** What most benchmarks leave as it is: on what items, measured how. */
export function MeasureFields({ part }: { part: FormPart }) {
  const { draft, change, problems } = part;
  return (
    <div className={classes.fields}>
      <NumberField
        field="pool"
        part={part}
        label="Items to choose from"
        description="Fewer are quicker. Empty: all that are left."
        placeholder="All"
        allowDecimal={false}
      />
      <NumberField
        field="test"
        part={part}
        label="Test items"
        description="Kept apart and never asked. Empty: a fifth, 2,000 at most."
        placeholder="A fifth"
        allowDecimal={false}
      />
      <Radio.Group
        className={classes.wide}
        label="Whose error is measured"
        value={draft.judge}
        error={problems.judge}
        onChange={(judge) => change({ judge: judge === 'own' ? 'own' : 'fresh' })}
      >
        <Stack gap="sm" mt={8}>
          <Radio
            value="fresh"
            label="The best of several models trained anew on the labels so far"
            description="One on each representation that is ready and one from scratch, the same for every strategy, so that only the choice of items counts."
          />
          <Radio
            value="own"
            label="The strategy’s own model"
            description="Quicker; as people would meet it in rounds."
          />
        </Stack>
      </Radio.Group>
      <NumberField
        field="target_error"
        part={part}
        label="Error to reach"
        description="The table says how many labels each strategy needs for it. Empty: no such column."
        suffix=" %"
        placeholder="None"
      />
      <TextInput
        label="Title"
        description="Empty: made from the strategies."
        inputWrapperOrder={FIELD_ORDER}
        maxLength={MAX_BENCHMARK_TITLE_CHARS}
        value={draft.title}
        error={problems.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
    </div>
  );
}
