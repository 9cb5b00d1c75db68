import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changedByBoth, lastChange } from '@/features/settings/meanwhile';
import { hasCode } from '@/shared/api/errors';
import { newestLog } from '@/shared/api/log';
import { projectOptions, projectsOptions, updateProject, type TaggedProject } from '@/shared/api/projects';
import type { LogEntry, ProjectWrite } from '@/shared/api/schema.gen';
import type { SetupField } from '@/shared/project-setup/setup-draft';

/** The code where somebody else has saved these settings first. */
export const CHANGED_MEANWHILE = 'changed_meanwhile';

/** What somebody else did while this form was filled in. */
export interface Meanwhile {
  /** Newest change in the log, entry by entry. */
  last: LogEntry[];
  /** Settings that are changed here, too. */
  both: SetupField[];
}

/** Saves only what was begun on the settings as they are; else the form shows the new ones below its changes. */
export function useSave(project: TaggedProject, onStored: () => void) {
  const client = useQueryClient();
  const [begun, setBegun] = useState<TaggedProject>();
  const [meanwhile, setMeanwhile] = useState<Meanwhile>();
  const end = () => {
    setBegun(undefined);
    setMeanwhile(undefined);
  };
  const readAgain = async (patch: ProjectWrite) => {
    const fresh = await client.query({ ...projectOptions(project.id), staleTime: 0 });
    const log = await newestLog(project.id);
    setMeanwhile({ last: lastChange(log.entries), both: changedByBoth(patch, begun ?? project, fresh) });
    setBegun(fresh);
  };
  const save = useMutation({
    mutationFn: (patch: ProjectWrite) => updateProject(project.id, patch, (begun ?? project).etag),
    onError: (error, patch) => (hasCode(error, CHANGED_MEANWHILE) ? readAgain(patch) : undefined),
    onSuccess: (stored) => {
      client.setQueryData(projectOptions(project.id).queryKey, stored);
      void client.invalidateQueries({ ...projectsOptions(), exact: true });
      end();
      onStored();
    },
  });
  /** The first change is made to the project as it is now, and no later one. */
  const begin = () => setBegun((earlier) => earlier ?? project);
  return { save, meanwhile, begin, end };
}
