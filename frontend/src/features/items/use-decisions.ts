import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { takeDecision, undoDecision } from '@/shared/api/decisions';
import { OfflineError, describeError } from '@/shared/api/errors';
import type { DecisionOutcome, DecisionWrite } from '@/shared/api/schema.gen';

/** What was done last, or why it was not. */
export interface Note {
  words: string;
  isProblem: boolean;
  mayUndo: boolean;
}

export interface DecisionsInUse {
  note: Note | null;
  say: (words: string, look?: { isProblem: boolean }) => void;
  dismiss: () => void;
  /** Decides at once. */
  take: (body: DecisionWrite) => void;
  /** Something was decided elsewhere. isMore: the next step of the same. */
  add: (done: DecisionOutcome, how?: { isMore: boolean }) => void;
  /** The last one that was taken here and still stands. */
  undo: () => void;
  undoOne: (decision: number) => void;
  /** The decision that is being undone by itself. */
  undoing: number | null;
}

/** Decisions that are taken on this page, one after the other, and the way back from each of them. */
export function useDecisions(project: number): DecisionsInUse {
  const client = useQueryClient();
  // What z undoes, the newest last: each with the decisions that were its steps.
  const taken = useRef<number[][]>([]);
  const [note, setNote] = useState<Note | null>(null);
  const say = (words: string, { isProblem } = { isProblem: false }) => setNote({ words, isProblem, mayUndo: false });
  const add = ({ decision, detail }: DecisionOutcome, { isMore } = { isMore: false }) => {
    if (decision === null) {
      say(detail);
      return;
    }
    const before = isMore ? taken.current.pop() : [];
    taken.current.push([...(before ?? []), decision]);
    setNote({ words: detail, isProblem: false, mayUndo: true });
  };
  const common = {
    // Whoever decides and undoes quickly does so in this order; without a network it is said at once.
    scope: { id: `decisions of ${project}` },
    networkMode: 'always',
    onError: (error: Error) => say(problemWords(error), { isProblem: true }),
    onSettled: () => client.invalidateQueries({ queryKey: ['projects'] }),
  } as const;
  const take = useMutation({
    ...common,
    mutationFn: (body: DecisionWrite) => takeDecision(project, body),
    onSuccess: (done) => add(done),
  });
  const undo = useMutation({
    ...common,
    mutationFn: () => undoLast(project, taken.current),
    onSuccess: (words) => say(words),
  });
  const undoOne = useMutation({
    ...common,
    mutationFn: (decision: number) => undoDecision(project, decision),
    onSuccess: ({ detail }, decision) => {
      taken.current = taken.current.map((steps) => steps.filter((one) => one !== decision)).filter(isNotEmpty);
      say(detail);
    },
  });
  return {
    note,
    say,
    dismiss: () => setNote(null),
    take: take.mutate,
    add,
    undo: () => undo.mutate(),
    undoOne: undoOne.mutate,
    undoing: undoOne.isPending ? undoOne.variables : null,
  };
}

const isNotEmpty = (steps: readonly number[]) => steps.length > 0;

/** Its last step first; what cannot be undone any more is not tried again. */
async function undoLast(project: number, taken: number[][]): Promise<string> {
  const said: string[] = [];
  const steps = taken.at(-1);
  if (steps === undefined) return 'Nothing was decided here that could be undone.';
  try {
    for (let decision = steps.at(-1); decision !== undefined; decision = steps.at(-1)) {
      said.push((await undoDecision(project, decision)).detail);
      steps.pop();
    }
  } catch (error) {
    if (!(error instanceof OfflineError)) steps.pop();
    throw error;
  } finally {
    if (steps.length === 0) taken.pop();
  }
  return said.join(' ');
}

const problemWords = (error: Error) =>
  error instanceof OfflineError ? `${error.message} It may have been done all the same.` : describeError(error);
