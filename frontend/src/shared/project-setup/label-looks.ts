/** Which keys and colours labels get is for the server to say: it is asked while the list is edited. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { previewLabels } from '@/shared/api/projects';
import type { LabelLook, Project } from '@/shared/api/schema.gen';
import { hasNoProblems, isStored, labelsPatch, type GivenLooks, type LabelDraft } from '@/shared/project-setup/labels';
import { serverProblems } from '@/shared/project-setup/setup-draft';

const byRow = (labels: readonly LabelDraft[], looks: readonly LabelLook[]): GivenLooks =>
  Object.fromEntries(labels.flatMap(({ rowKey }, at) => (looks[at] ? [[rowKey, looks[at]]] : [])));

/** What each row gets if it is stored as it stands, and what the server would say against it. */
export function useLabelLooks(
  project: Project,
  labels: readonly LabelDraft[],
): { given: GivenLooks; refused: string | undefined } {
  const wanted = labelsPatch(labels, project.labels);
  const isEdited = !isStored(wanted, project.labels);
  const isSound = hasNoProblems(labels);
  const { data, error } = useQuery({
    queryKey: ['projects', project.id, 'label-looks', project.labels, labels],
    queryFn: async ({ signal }) => byRow(labels, await previewLabels(project.id, wanted, signal)),
    enabled: isEdited && isSound,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const given = isEdited && data ? data : {};
  return { given, refused: isSound ? serverProblems(error).labels : undefined };
}

/** All keys anew, in the order of the list. They count as typed: a running project moves no key by itself. */
export function useFreshKeys(project: Project, onKeys: (labels: LabelDraft[]) => void) {
  return useMutation({
    mutationFn: async (labels: readonly LabelDraft[]) => {
      const names = labels.map(({ name }) => ({ name }));
      const looks = await previewLabels(project.id, names);
      onKeys(labels.map((label, at) => ({ ...label, key: looks[at]?.key ?? label.key })));
    },
  });
}
