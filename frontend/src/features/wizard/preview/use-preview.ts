import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { awaitLook, type SeenUpload } from '@/features/wizard/await-preview';
import { keepUpload } from '@/features/wizard/use-last-upload';
import { lookAgain } from '@/shared/api/projects';
import type { FileChoices, Job } from '@/shared/api/schema.gen';

export interface PreviewHandle {
  /** As they stand on the page; they are what is seen once `isLooking` and `error` are over. */
  choices: FileChoices;
  choose: (choices: FileChoices) => void;
  isLooking: boolean;
  /** What looks at it, where that takes longer. */
  job: Job | null;
  /** Why the file cannot be read as it was chosen last. */
  error: Error | null;
  /** To the last choices by which the file could be read. */
  back: () => void;
}

/** Each choice is looked at by the server; the newest one counts. */
export function usePreview(project: number, upload: SeenUpload, begun: FileChoices): PreviewHandle {
  const client = useQueryClient();
  const [choices, setChoices] = useState(begun);
  const [read, setRead] = useState(begun);
  const [job, setJob] = useState<Job | null>(null);
  const controller = useRef<AbortController | null>(null);
  // What comes of a file that is not on the page any more would put it there again.
  useEffect(() => () => controller.current?.abort(), []);
  const look = useMutation({
    mutationFn: async (wanted: FileChoices) => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      const answer = await lookAgain(project, upload.id, wanted, signal);
      return { wanted, seen: await awaitLook(answer, project, { onJob: setJob, signal }), signal };
    },
    onSuccess: ({ wanted, seen, signal }) => {
      if (signal.aborted) return;
      setRead(wanted);
      keepUpload(client, project, { ...seen, job: upload.job });
    },
    onSettled: () => setJob(null),
  });
  const choose = (wanted: FileChoices) => {
    setChoices(wanted);
    look.mutate(wanted);
  };
  const back = () => {
    setChoices(read);
    look.reset();
  };
  const isStopped = look.error instanceof DOMException && look.error.name === 'AbortError';
  return { choices, choose, isLooking: look.isPending, job, error: isStopped ? null : look.error, back };
}
