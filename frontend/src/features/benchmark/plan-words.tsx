import { Text } from '@mantine/core';
import classes from '@/features/benchmark/form.module.css';
import type { PlanState } from '@/features/benchmark/use-plan';
import { planWords } from '@/features/benchmark/words';
import { ApiError, describeError } from '@/shared/api/errors';

interface PlanWordsProps {
  plan: PlanState;
  /** What the server refuses without naming a field. */
  refused: string | undefined;
  /** Why it did not start. */
  error: Error | null;
}

/** What one press will take, or why it cannot be pressed. */
export function PlanWords({ plan, refused, error }: PlanWordsProps) {
  const failure = failureWords(plan, refused, error);
  return (
    <div className={classes.plan} aria-live="polite">
      {failure ? (
        <Text size="sm" c="var(--app-danger)">
          {failure}
        </Text>
      ) : plan.plan ? (
        <>
          <Text size="sm" fw={600} {...(plan.isAsking && { c: 'dimmed' })}>
            {planWords(plan.plan)}
          </Text>
          <Text size="xs" c="dimmed">
            {plan.plan.detail}
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          Working out what it will take
        </Text>
      )}
    </div>
  );
}

function failureWords({ isValid, error: unplanned }: PlanState, refused: string | undefined, error: Error | null) {
  if (refused) return refused;
  if (!isValid || (error instanceof ApiError && error.errors.some(({ attr }) => attr !== null))) {
    return 'Some fields need mending.';
  }
  if (error) return `Not started. ${describeError(error)}`;
  return unplanned ? `What it will take is not known. ${describeError(unplanned)}` : null;
}
