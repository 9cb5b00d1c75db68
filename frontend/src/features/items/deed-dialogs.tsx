import { DecisionDialog, type AskedDecision } from '@/features/items/decision-dialog';
import { KeysDialog } from '@/features/items/keys-dialog';
import type { DeedsInUse } from '@/features/items/use-deeds';
import type { Project } from '@/shared/api/schema.gen';
import { RemoveDialog } from '@/shared/removal/remove-dialog';

/** What is asked before something is done, and the keys. */
export function DeedDialogs({ project, deeds }: { project: Project; deeds: DeedsInUse }) {
  const { asked, shownKeys, close, decided, removed } = deeds;
  const decision: AskedDecision | null =
    asked === null || asked.deed === 'remove' ? null : { kind: asked.deed, chosen: asked.chosen };
  return (
    <>
      <DecisionDialog project={project} asked={decision} onDone={decided} onClose={close} />
      <RemoveDialog
        project={project.id}
        chosen={asked?.deed === 'remove' ? asked.chosen : null}
        returnFocus
        onEnd={removed}
        onClose={close}
      />
      <KeysDialog project={project} bindings={shownKeys ?? []} isOpen={shownKeys !== null} onClose={close} />
    </>
  );
}
