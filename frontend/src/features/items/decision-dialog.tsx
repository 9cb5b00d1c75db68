import { Select } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Deed } from '@/features/items/keys';
import type { ChosenItems } from '@/shared/api/items';
import type { DecisionOutcome, DecisionWrite, Project } from '@/shared/api/schema.gen';
import { DecisionForm } from '@/shared/decisions/decision-form';
import { formatPlural } from '@/shared/lib/format';
import { Dialog } from '@/shared/ui/dialog';

type Kind = Exclude<Deed, 'remove'>;

/** What somebody wants to decide, and on which items. */
export interface AskedDecision {
  kind: Kind;
  chosen: ChosenItems;
}

const WORDS: Record<Kind, { title: string; go: string }> = {
  settle: { title: 'Set a label', go: 'Settle' },
  ask_again: { title: 'Ask again', go: 'Ask again for' },
  set_aside: { title: 'Set aside', go: 'Set aside' },
  put_back: { title: 'Put back', go: 'Put back' },
};

interface DecisionDialogProps {
  project: Project;
  /** null: nothing is asked. */
  asked: AskedDecision | null;
  onDone: (done: DecisionOutcome) => void;
  onClose: () => void;
}

/** Says what a decision would do to labels, money and queue, and takes it. */
export function DecisionDialog({ project, asked, onDone, onClose }: DecisionDialogProps) {
  return (
    <Dialog opened={asked !== null} onClose={onClose} title={asked ? WORDS[asked.kind].title : ''} zIndex={250}>
      {asked === null ? null : asked.kind === 'settle' ? (
        <Settle project={project} chosen={asked.chosen} onDone={onDone} onClose={onClose} />
      ) : (
        <Ask
          project={project}
          kind={asked.kind}
          body={{ kind: asked.kind, ...asked.chosen }}
          onDone={onDone}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface SettleProps extends Pick<DecisionDialogProps, 'project' | 'onDone' | 'onClose'> {
  chosen: ChosenItems;
}

function Settle({ project, chosen, ...ends }: SettleProps) {
  const [label, setLabel] = useState<string | null>(null);
  return (
    <Ask
      project={project}
      kind="settle"
      body={label === null ? null : { kind: 'settle', label, ...chosen }}
      field={
        <Select
          label="Label"
          placeholder="Choose"
          description="They have it from then on, whatever was answered."
          searchable
          // The dialog is read first; what is typed opens the list.
          openOnFocus={false}
          selectFirstOptionOnChange
          data-autofocus
          data={project.labels.map(({ name }) => name)}
          value={label}
          onChange={setLabel}
          allowDeselect={false}
        />
      }
      {...ends}
    />
  );
}

interface AskProps extends Pick<DecisionDialogProps, 'project' | 'onDone' | 'onClose'> {
  kind: Kind;
  body: DecisionWrite | null;
  field?: ReactNode;
}

function Ask({ project, kind, body, field, onDone, onClose }: AskProps) {
  return (
    <DecisionForm
      project={project.id}
      body={body}
      missing="Choose a label; you see what would happen before it does."
      keep="Leave them"
      go={({ items }) => `${WORDS[kind].go} ${formatPlural(items, 'item')}`}
      onDone={onDone}
      onClose={onClose}
    >
      {field}
    </DecisionForm>
  );
}
