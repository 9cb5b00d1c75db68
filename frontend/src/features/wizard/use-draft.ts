import { useDebouncedCallback } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { projectOptions, updateProject } from '@/shared/api/projects';
import type { ProjectWrite, Project } from '@/shared/api/schema.gen';
import { useLeaveGuard, useUnloadGuard } from '@/shared/lib/leave-guard';
import { labelsFromNames } from '@/shared/project-setup/labels';
import {
  adoptStored,
  draftFromProject,
  serverProblems,
  setupPatch,
  setupProblems,
  type SetupField,
  type SetupDraft,
  type SetupProblems,
} from '@/shared/project-setup/setup-draft';

const AUTOSAVE_MS = 800;

export type SaveState = 'saved' | 'saving' | 'failed';

export interface DraftHandle {
  draft: SetupDraft;
  change: (change: Partial<SetupDraft>) => void;
  /** Stores what is valid and not stored yet; false where the server refused. */
  save: () => Promise<boolean>;
  saveState: SaveState;
  /** What the server said of the last save, by field. */
  refused: SetupProblems & { ''?: string };
}

/**
 * The form over all steps. The server holds the draft: every valid change is stored a moment after it was made,
 * and fields that nobody has touched follow the server (labels that an import has found, for one).
 */
export function useDraft(project: Project, foundLabels: readonly string[]): DraftHandle {
  const [edits, setEdits] = useState<Partial<SetupDraft>>({});
  const draft = { ...draftFromProject(project), ...foundDraft(project, foundLabels), ...edits };
  const isUnsaved = Object.keys(edits).length > 0 && Object.keys(setupPatch(draft, project)).length > 0;
  const latest = useRef({ draft, project });
  useEffect(() => {
    latest.current = { draft, project };
  });
  const client = useQueryClient();
  const patch = useMutation({
    mutationFn: (body: ProjectWrite) => updateProject(project.id, body),
    scope: { id: `project-${project.id}` },
    onSuccess: (stored) => {
      client.setQueryData(projectOptions(project.id).queryKey, stored);
      setEdits((current) => (current.labels ? { ...current, labels: adoptStored(current.labels, stored) } : current));
    },
  });
  const save = async () => {
    const body = setupPatch(latest.current.draft, latest.current.project);
    if (Object.keys(body).length === 0) return true;
    return patch.mutateAsync(body).then(
      () => true,
      () => false,
    );
  };
  const saveSoon = useDebouncedCallback(() => void save(), { delay: AUTOSAVE_MS, flushOnUnmount: true });
  const change = (changes: Partial<SetupDraft>) => {
    setEdits((current) => ({ ...current, ...changes }));
    saveSoon();
  };
  useLeaveGuard(lostWords(edits, draft, { isFailed: patch.isError && isUnsaved }));
  // What is valid is stored when another page of the app is opened.
  useUnloadGuard(isUnsaved);
  return {
    draft,
    change,
    save,
    saveState: patch.isPending ? 'saving' : patch.isError ? 'failed' : 'saved',
    refused: serverProblems(patch.error),
  };
}

/** Where a problem of each part of the form is named. */
const FIELDS_OF: Record<keyof SetupDraft, readonly SetupField[]> = {
  name: ['name'],
  labels: ['labels'],
  guidelines: ['guidelines'],
  overlap: ['overlap'],
  budget: ['budget_labels', 'budget_money', 'price_per_label', 'currency'],
  computePrice: ['compute_price_per_hour'],
  strategy: ['strategy'],
  batchSize: ['batch_size'],
  startPercent: ['start_fraction'],
  auditPercent: ['audit_share'],
  goldPercent: ['gold_share'],
  warnPercent: ['warn_below'],
  pausePercent: ['pause_below'],
  watchPace: ['watch_pace'],
  leaseMinutes: ['lease_minutes'],
  deckSize: ['deck_size'],
  annotatorsSeeMoney: ['annotators_see_money'],
  duplicatesOnce: ['duplicates_once'],
  fields: ['fields'],
  shownSuggestions: ['shown_suggestions'],
  overrides: ['advanced'],
};

const PARTS = Object.keys(FIELDS_OF) as (keyof SetupDraft)[];

/** What would not be stored by leaving: what was typed and is not valid, and what the server did not take. */
function lostWords(edits: Partial<SetupDraft>, draft: SetupDraft, { isFailed }: { isFailed: boolean }): string | null {
  if (isFailed) return 'Your last changes could not be saved.';
  const problems = setupProblems(draft);
  const isBroken = PARTS.some((part) => part in edits && FIELDS_OF[part].some((field) => field in problems));
  return isBroken ? 'Some fields need mending, and what stands in them is not saved.' : null;
}

/** Labels that were found in the file stand in the form until the project has labels of its own. */
function foundDraft(project: Project, found: readonly string[]): Partial<SetupDraft> {
  return project.labels.length === 0 && found.length > 0 ? { labels: stableLabels(found) } : {};
}

const stable = new Map<string, SetupDraft['labels']>();

/** The same names give the same rows, so that nothing is drawn anew while nobody types. */
function stableLabels(names: readonly string[]): SetupDraft['labels'] {
  const key = names.join('\n');
  const labels = stable.get(key) ?? labelsFromNames(names);
  stable.set(key, labels);
  return labels;
}
