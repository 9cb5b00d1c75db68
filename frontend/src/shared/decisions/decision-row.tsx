import { Button, Text } from '@mantine/core';
import classes from '@/shared/decisions/decision-row.module.css';
import type { Decision } from '@/shared/api/schema.gen';
import { formatMoment } from '@/shared/lib/format';

export type SaidDecision = Pick<Decision, 'id' | 'sentence' | 'why' | 'by' | 'at' | 'undone_at' | 'undone_by'>;

interface DecisionRowProps {
  decision: SaidDecision;
  isUndoing: boolean;
  /** Without it nothing can be undone here. */
  onUndo: (() => void) | undefined;
}

/** What was decided, why, by whom and when, and whether that still stands. */
export function DecisionRow({ decision, isUndoing, onUndo }: DecisionRowProps) {
  const { sentence, why, by, at, undone_at: undoneAt, undone_by: undoneBy } = decision;
  return (
    <li className={classes.row} data-undone={undoneAt !== null || undefined}>
      <div className={classes.words}>
        <Text size="sm" className={classes.sentence}>
          {sentence}
        </Text>
        {why === '' ? null : <Text size="sm">{why}</Text>}
        <Text size="xs" c="dimmed">
          {by || 'A command'}, {formatMoment(at)}
          {undoneAt === null ? '' : `; undone by ${undoneBy || 'a command'}, ${formatMoment(undoneAt)}`}
        </Text>
      </div>
      {undoneAt === null && onUndo ? (
        <Button variant="default" loading={isUndoing} aria-label={`Undo: ${sentence}`} onClick={onUndo}>
          Undo
        </Button>
      ) : null}
    </li>
  );
}
