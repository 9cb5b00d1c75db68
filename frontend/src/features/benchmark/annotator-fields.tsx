import { Radio, Stack } from '@mantine/core';
import { ConfusionEditor } from '@/features/benchmark/confusion-editor';
import { MISTAKES } from '@/features/benchmark/draft';
import { NumberField, type FormPart } from '@/features/benchmark/number-field';
import type { LabelClass } from '@/shared/api/schema.gen';
import classes from '@/shared/project-setup/setup.module.css';

/** A matrix of so many labels is the most that anybody fills in by hand. */
const MOST_LABELS = 16;

/** The people whom the oracle plays: how many, how often wrong, how fast, how reliable. */
export function AnnotatorFields({ part, labels }: { part: FormPart; labels: LabelClass[] }) {
  const { draft, change, problems } = part;
  return (
    <div className={classes.fields}>
      <NumberField
        field="annotators.count"
        part={part}
        label="People"
        description="They share the work."
        allowDecimal={false}
      />
      <NumberField
        field="annotators.seconds_per_label"
        part={part}
        label="Seconds per label"
        description="On average; each person has their own pace."
        suffix=" s"
      />
      <Radio.Group
        className={classes.wide}
        label="Mistakes"
        value={draft.mistakes}
        onChange={(value) => change({ mistakes: MISTAKES.find((each) => each === value) ?? 'none' })}
      >
        <Stack gap="sm" mt={8}>
          <Radio value="none" label="Never wrong" />
          <Radio value="noise" label="Wrong now and then, any other label" />
          {labels.length <= MOST_LABELS ? (
            <Radio value="confusion" label="Some labels are confused with some others" />
          ) : null}
        </Stack>
      </Radio.Group>
      {draft.mistakes === 'noise' ? (
        <NumberField
          field="annotators.noise"
          part={part}
          label="Wrong answers"
          description="Share of all answers."
          suffix=" %"
        />
      ) : null}
      {draft.mistakes === 'confusion' ? (
        <ConfusionEditor
          labels={labels}
          matrix={draft.confusion}
          error={problems['annotators.confusion']}
          onChange={(confusion) => change({ confusion })}
        />
      ) : null}
      <NumberField
        field="annotators.absence"
        part={part}
        label="Walking away"
        description="Share of decks that somebody takes and leaves; the items go round again."
        suffix=" %"
      />
    </div>
  );
}
