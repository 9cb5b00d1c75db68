import { countWords, KINDS } from '@/features/review/kinds';
import classes from '@/features/review/review.module.css';
import { ReviewSettings } from '@/features/review/review-settings';
import type { ReviewKind } from '@/shared/api/review';
import type { Project, ReviewWaiting } from '@/shared/api/schema.gen';

interface KindListProps {
  project: Project;
  waiting: readonly ReviewWaiting[];
  kind: ReviewKind;
  onKind: (kind: ReviewKind) => void;
}

/** What waits, by kind. */
export function KindList({ project, waiting, kind, onKind }: KindListProps) {
  return (
    <aside className={classes.aside}>
      <nav aria-label="What waits" className={classes.kinds}>
        {waiting.map((one) => (
          <button
            key={one.kind}
            type="button"
            className={classes.kind}
            title={KINDS[one.kind].why}
            aria-current={one.kind === kind ? 'true' : undefined}
            // Keys go on deciding: the button does not keep the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onKind(one.kind)}
          >
            <span>{KINDS[one.kind].title}</span>
            <span className={classes.count}>{countWords(one)}</span>
          </button>
        ))}
      </nav>
      <ReviewSettings project={project} />
    </aside>
  );
}
