import { Text } from '@mantine/core';
import classes from '@/features/items/item-facts.module.css';
import type { AnswerRow, Project } from '@/shared/api/schema.gen';
import { colorOf } from '@/shared/items/names';
import { formatCount, formatDuration, formatMoment, formatWholePercent } from '@/shared/lib/format';
import { ClassMark } from '@/shared/ui/class-mark';

/** Every answer, those that were corrected later or taken back too, the oldest first. */
export function AnswerList({ project, answers }: { project: Project; answers: readonly AnswerRow[] }) {
  return (
    <ol className={classes.plain}>
      {answers.map((answer) => (
        <li key={answer.id} className={classes.answer} data-replaced={answer.replaced_at !== null || undefined}>
          <div className={classes.line}>
            <strong>{answer.username}</strong>
            {answer.label === null ? (
              <span>skipped{answer.skip_reason ? `: ${answer.skip_reason}` : ''}</span>
            ) : (
              <ClassMark name={answer.label} color={colorOf(project, answer.label)} />
            )}
            {answer.flagged ? <span>flagged</span> : null}
          </div>
          {answer.comment ? (
            <Text size="sm" dir="auto" className={classes.comment}>
              “{answer.comment}”
            </Text>
          ) : null}
          <Text size="xs" c="dimmed">
            {factsOf(answer).join(' · ')}
          </Text>
        </li>
      ))}
    </ol>
  );
}

const ORIGINS = { queue: null, import: 'from a file', api: 'from a program' } as const;

function factsOf(answer: AnswerRow): string[] {
  return [
    formatMoment(answer.answered_at),
    answer.seconds > 0 ? formatDuration(answer.seconds) : null,
    ORIGINS[answer.origin],
    answer.round === null ? null : `round ${answer.round}`,
    answer.rank !== null && answer.rank > 0 ? `rank ${formatCount(answer.rank)}` : null,
    answer.score === null ? null : `score ${answer.score.toFixed(2)}`,
    answer.probability === null || answer.probability >= 1 ? null : `chance ${formatWholePercent(answer.probability)}`,
    answer.late ? 'after its time' : null,
    replacedWords(answer),
  ].filter((fact) => fact !== null);
}

function replacedWords({ replaced_at: at, is_taken_back: isTakenBack }: AnswerRow): string | null {
  if (at === null) return null;
  return `${isTakenBack ? 'taken back' : 'corrected'} ${formatMoment(at)}`;
}
