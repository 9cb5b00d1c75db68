import { useRef, useState } from 'react';
import { awaitPreview, type SeenUpload } from '@/features/wizard/await-preview';
import { describeError, hasCode } from '@/shared/api/errors';
import { cancelJob } from '@/shared/api/jobs';
import type { Job, Upload } from '@/shared/api/schema.gen';
import { useUnloadGuard } from '@/shared/lib/leave-guard';
import { uploadWithProgress } from '@/shared/api/upload';

interface Sent {
  upload?: SeenUpload;
  error?: Error;
}

export interface UploadHandle {
  /** The file on its way, or being looked at; null while none is. */
  file: { name: string; size: number } | null;
  fraction: number;
  /** What looks at it, where that takes longer. */
  job: Job | null;
  /** Sends a file and waits until it is known what is in it; neither upload nor error where it was cancelled. */
  send: (project: number, file: File) => Promise<Sent>;
  /** As `send`, for a file that came before this page was opened. */
  follow: (project: number, upload: Upload) => Promise<Sent>;
  cancel: () => void;
}

/** One file at a time. */
export function useUpload(): UploadHandle {
  const [file, setFile] = useState<UploadHandle['file']>(null);
  const [fraction, setFraction] = useState(0);
  const [job, setJob] = useState<Job | null>(null);
  useUnloadGuard(file !== null && job === null);
  const controller = useRef<AbortController | null>(null);
  const run = async (project: number, shown: { name: string; size: number }, arrival: Arrival): Promise<Sent> => {
    const { signal } = (controller.current = new AbortController());
    setFile(shown);
    try {
      const upload = await arrival(signal);
      setFraction(1);
      return { upload: await awaitPreview(upload, project, { onJob: setJob, signal }) };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return {};
      return { error: error instanceof Error ? error : new Error(describeError(error)) };
    } finally {
      setFile(null);
      setJob(null);
    }
  };
  const send = (project: number, sent: File) => {
    setFraction(0);
    return run(project, sent, (signal) => uploadWithProgress(project, sent, { onProgress: setFraction, signal }));
  };
  const follow = (project: number, upload: Upload) =>
    run(project, { name: upload.filename, size: upload.size }, () => Promise.resolve(upload));
  // A job that is cancelled ends the waiting by itself.
  const cancel = () => (job ? void cancelJob(job.id).catch(unlessEnded) : controller.current?.abort());
  return { file, fraction, job, send, follow, cancel };
}

type Arrival = (signal: AbortSignal) => Promise<Upload>;

function unlessEnded(error: unknown) {
  if (!hasCode(error, 'job_ended')) throw error;
}
