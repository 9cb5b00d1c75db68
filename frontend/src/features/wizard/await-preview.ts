import { OfflineError } from '@/shared/api/errors';
import { getJob } from '@/shared/api/jobs';
import { listUploads } from '@/shared/api/projects';
import type { Job, Preview, Upload } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';

export type SeenUpload = Upload & { preview: Preview };

/** The file cannot be imported, in the server's words. */
export class RefusedFile extends Error {}

const POLL_MS = 500;

interface Waiting {
  onJob: (job: Job) => void;
  signal: AbortSignal;
}

export const isSeen = (upload: Upload): upload is SeenUpload => upload.preview !== null;

/** A file and what is in it, once that is known. Raises RefusedFile, and AbortError where somebody cancelled the look. */
export async function awaitPreview(upload: Upload, project: number, waiting: Waiting): Promise<SeenUpload> {
  return isSeen(upload) ? upload : awaitLook(upload, project, waiting);
}

/** As `awaitPreview`, for a file that was seen before and is looked at once more. */
export async function awaitLook(upload: Upload, project: number, waiting: Waiting): Promise<SeenUpload> {
  if (upload.preview_job === null && isSeen(upload)) return upload;
  const job = upload.preview_job === null ? undefined : await ended(upload.preview_job, waiting);
  if (job?.state === 'cancelled') throw new DOMException('Cancelled', 'AbortError');
  if (job?.state === 'failed') throw new RefusedFile(job.error);
  const found = (await listUploads(project)).find(({ id }) => id === upload.id);
  if (!found || !isSeen(found)) throw new RefusedFile('The uploaded file is gone. Upload it again.');
  return found;
}

async function ended(id: string, { onJob, signal }: Waiting): Promise<Job> {
  for (;;) {
    const job = await getJob(id, signal).catch(nothingYet);
    if (job && !isActive(job)) return job;
    if (job) onJob(job);
    await pause(signal);
  }
}

/** The work goes on while the network is away. */
function nothingYet(error: unknown): undefined {
  if (!(error instanceof OfflineError)) throw error;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, POLL_MS);
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException('Cancelled', 'AbortError'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
