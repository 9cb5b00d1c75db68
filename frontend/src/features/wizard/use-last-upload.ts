import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isSeen, type SeenUpload } from '@/features/wizard/await-preview';
import { uploadsOptions } from '@/shared/api/projects';
import type { Upload } from '@/shared/api/schema.gen';

export interface LastUpload {
  /** The file to look at or to go on from; null where there is none, or another one is wanted. */
  upload: SeenUpload | null;
  /** The newest file that an import has read, or reads. */
  imported: SeenUpload | null;
  /** The file that a worker still looks at. */
  pending: Upload | null;
  onUploaded: (upload: SeenUpload) => void;
  /** The pending file is not there any more. */
  onGone: () => void;
  onImported: (upload: SeenUpload, job: string) => void;
  /** Asks for another file; this one stays on the server and is shown again after a reload. */
  onPutAside: () => void;
}

/** The server keeps the files of a draft, so it can be taken up on any machine. */
export function useLastUpload(project: number) {
  const client = useQueryClient();
  const [aside, setAside] = useState<number | null>(null);
  const query = useQuery(uploadsOptions(project));
  const newest = query.data?.find(isSeen) ?? null;
  const first = query.data?.[0];
  const last: LastUpload = {
    upload: newest?.id === aside ? null : newest,
    imported: query.data?.filter(isSeen).find(({ job }) => job !== null) ?? null,
    pending: first && !isSeen(first) ? first : null,
    onUploaded: (upload) => keepUpload(client, project, upload),
    onGone: () => void client.invalidateQueries({ queryKey: uploadsOptions(project).queryKey }),
    onImported: (upload, job) => keepUpload(client, project, { ...upload, job }),
    onPutAside: () => setAside(newest?.id ?? null),
  };
  return { ...query, last };
}

/** What an upload or an import has answered, without asking the server for all of them again. */
export function keepUpload(client: QueryClient, project: number, upload: SeenUpload) {
  client.setQueryData(uploadsOptions(project).queryKey, (known = []) => [
    upload,
    ...known.filter((old) => old.id !== upload.id),
  ]);
}
