import { Button, CloseButton } from '@mantine/core';
import classes from '@/features/items/notice.module.css';
import type { DecisionsInUse } from '@/features/items/use-decisions';

/** What was just decided, and the way back. It stays until it is read. */
export function Notice({ decisions: { note, undo, dismiss } }: { decisions: DecisionsInUse }) {
  return (
    <div role="status" className={classes.place}>
      {note ? (
        <div className={classes.notice} data-problem={note.isProblem || undefined}>
          <span className={classes.words}>{note.words}</span>
          {note.mayUndo ? (
            <Button variant="default" size="compact-sm" aria-keyshortcuts="z" onClick={undo}>
              Undo
            </Button>
          ) : null}
          <CloseButton aria-label="Close this note" onClick={dismiss} />
        </div>
      ) : null}
    </div>
  );
}
