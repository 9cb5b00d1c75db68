import { NumberField, type FormPart } from '@/features/benchmark/number-field';
import classes from '@/shared/project-setup/setup.module.css';

/** How much is labelled and how often it is repeated. */
export function SizeFields({ part }: { part: FormPart }) {
  return (
    <div className={classes.fields}>
      <NumberField
        field="initial"
        part={part}
        label="First labels"
        description="Drawn at random, the same for every strategy that does not choose its own."
        allowDecimal={false}
      />
      <NumberField
        field="query"
        part={part}
        label="Labels per round"
        description="What the strategy chooses each time."
        allowDecimal={false}
      />
      <NumberField
        field="rounds"
        part={part}
        label="Rounds"
        description="After the first labels."
        allowDecimal={false}
      />
      <NumberField
        field="seeds"
        part={part}
        label="Seeds"
        description="Repetitions with other luck. Fewer than 3 cannot tell a better strategy from chance."
        allowDecimal={false}
      />
    </div>
  );
}
