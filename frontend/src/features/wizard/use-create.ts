import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Bundle } from '@/features/wizard/files/bundles';
import { letWait } from '@/features/wizard/files/waiting-files';
import { numberedName, stepHref } from '@/features/wizard/steps';
import { keepUpload } from '@/features/wizard/use-last-upload';
import { useUpload } from '@/features/wizard/use-upload';
import { OfflineError, hasCode } from '@/shared/api/errors';
import {
  createProject,
  deleteProject,
  projectOptions,
  projectsOptions,
  type TaggedProject,
} from '@/shared/api/projects';
import type { Kind, Project } from '@/shared/api/schema.gen';

export interface NewDraft {
  name: string;
  /** The name comes from a file: where it is taken, one beside it does as well. */
  isSuggested: boolean;
  kind: Kind;
  /** The first is sent, the others wait on the draft's own page. */
  bundles: readonly Bundle[];
}

/** Makes the draft, sends the file, and goes on at the draft's own address; a refused file leaves no draft. */
export function useCreate() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const upload = useUpload();
  const remove = async (project: Project) => {
    await deleteProject(project.id, project.name);
    client.removeQueries({ queryKey: projectOptions(project.id).queryKey });
    void client.invalidateQueries(projectsOptions());
  };
  const create = useMutation({
    mutationFn: async ({ bundles, ...draft }: NewDraft) => {
      const project = await createDraft(draft);
      client.setQueryData(projectOptions(project.id).queryKey, project);
      void client.invalidateQueries(projectsOptions());
      const [first, ...others] = bundles;
      if (!first) return project;
      const sent = await upload.send(project.id, first);
      if (sent.upload) keepUpload(client, project.id, sent.upload);
      else if (sent.error instanceof OfflineError) rememberError(project.id, sent.error);
      else {
        await remove(project);
        if (sent.error) throw sent.error;
        return null;
      }
      letWait(project.id, others);
      return project;
    },
    onSuccess: (project) => project && navigate(stepHref(project.id, 1), { replace: true }),
  });
  return { create, upload };
}

const MOST_TRIED = 100;

async function createDraft({ name, isSuggested, kind }: Omit<NewDraft, 'bundles'>): Promise<TaggedProject> {
  for (let number = 1; ; number += 1) {
    try {
      return await createProject({ name: numberedName(name, number), kind });
    } catch (error) {
      if (!isSuggested || number === MOST_TRIED || !hasCode(error, 'name_taken')) throw error;
    }
  }
}

const errors = new Map<number, unknown>();

function rememberError(project: number, error: unknown) {
  errors.set(project, error);
}

/** Why the first file of a new draft did not arrive; told once, on the draft's own page. */
export function takeUploadError(project: number): unknown {
  const error = errors.get(project) ?? null;
  errors.delete(project);
  return error;
}
