import { useDebouncedCallback } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { projectOptions, updateProject } from '@/shared/api/projects';
import type { ProjectWrite, Project } from '@/shared/api/schema.gen';
import { labelsFromNames } from '@/shared/project-setup/labels';
import {
  adoptStored,
  draftFromProject,
  serverProblems,
  setupPatch,
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
  return {
    draft,
    change,
    save,
    saveState: patch.isPending ? 'saving' : patch.isError ? 'failed' : 'saved',
    refused: serverProblems(patch.error),
  };
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
