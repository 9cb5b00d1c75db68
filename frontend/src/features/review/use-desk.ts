import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useReducer, useState } from 'react';
import {
  emptyDesk,
  isSending,
  reduce,
  type Desk,
  type DeskEvent,
  type Judged,
  type Judgement,
} from '@/features/review/desk';
import { undoDecision } from '@/shared/api/decisions';
import { describeError, hasCode } from '@/shared/api/errors';
import { decideOnItem, reviewOptions, type ReviewItem } from '@/shared/api/review';
import type { ReviewWrite } from '@/shared/api/schema.gen';
import { useUnloadGuard } from '@/shared/lib/leave-guard';
import { uuid } from '@/shared/lib/uuid';

export interface DeskInUse {
  desk: Desk;
  judge: (item: ReviewItem, judgement: Judgement) => void;
  undo: () => void;
  leave: (item: ReviewItem) => void;
  takeUp: () => void;
}

/** What is decided goes out one after the other, while the next item is on screen. */
export function useDesk(project: number): DeskInUse {
  const client = useQueryClient();
  const [desk, dispatch] = useReducer(reduce, emptyDesk);
  const [line] = useState(() => new Line());
  useUnloadGuard(isSending(desk));
  const judge = (item: ReviewItem, judgement: Judgement) => {
    const key = uuid();
    dispatch({ type: 'judged', key, item, judgement });
    count(client, project, item, -1);
    line.judge(project, { key, item, judgement }, (event) => {
      dispatch(event);
      if (event.type === 'refused' && !event.isGone) count(client, project, item, 1);
    });
  };
  const undo = () => {
    const last = desk.past.at(-1);
    if (!last) return;
    dispatch({ type: 'undone' });
    count(client, project, last.item, 1);
    line.undo(project, last, dispatch);
  };
  return {
    desk,
    judge,
    undo,
    leave: (item) => dispatch({ type: 'left', item }),
    takeUp: () => dispatch({ type: 'taken_up' }),
  };
}

type Sent = Pick<Judged, 'key' | 'item' | 'judgement'>;

/** Requests in the order of the keys: what is undone has arrived before. */
class Line {
  private last: Promise<void> = Promise.resolve();
  private readonly decisions = new Map<string, number>();

  judge(project: number, { key, item, judgement }: Sent, tell: (event: DeskEvent) => void): void {
    this.then(async () => {
      try {
        const { decision } = await decideOnItem(project, bodyOf(item, judgement));
        this.decisions.set(key, decision);
        tell({ type: 'saved', key });
      } catch (error) {
        const isGone = hasCode(error, 'changed_meanwhile');
        tell({ type: 'refused', key, item, detail: describeError(error), isGone });
      }
    });
  }

  undo(project: number, { key, item }: Sent, tell: (event: DeskEvent) => void): void {
    this.then(async () => {
      const decision = this.decisions.get(key);
      try {
        // Undone before it was found out that it could not be saved: there is nothing to undo.
        if (decision !== undefined) await undoDecision(project, decision);
        tell({ type: 'undo_saved' });
      } catch (error) {
        tell({ type: 'undo_refused', item, detail: describeError(error) });
      }
    });
  }

  private then(next: () => Promise<void>): void {
    this.last = this.last.then(next);
  }
}

const bodyOf = (item: ReviewItem, judgement: Judgement): ReviewWrite => ({
  ...judgement,
  item: item.id,
  answers: item.answers.map(({ id }) => id),
});

/** The numbers beside the kinds follow at once; the server's come every few seconds. */
function count(client: QueryClient, project: number, { kinds }: ReviewItem, change: number): void {
  client.setQueryData(
    reviewOptions(project).queryKey,
    (review) =>
      review && {
        ...review,
        waiting: review.waiting.map((one) =>
          kinds.includes(one.kind) ? { ...one, count: Math.max(0, one.count + change) } : one,
        ),
      },
  );
}
