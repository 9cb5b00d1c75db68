import { useRef, useState } from 'react';
import { awaitPreview, type SeenUpload } from '@/features/wizard/await-preview';
import type { Bundle } from '@/features/wizard/files/bundles';
import { zipOf } from '@/features/wizard/files/zip-writer';
import { describeError, hasCode } from '@/shared/api/errors';
import { cancelJob } from '@/shared/api/jobs';
import { fetchSource } from '@/shared/api/projects';
import type { Job, Upload } from '@/shared/api/schema.gen';
import { useUnloadGuard } from '@/shared/lib/leave-guard';
import { uploadWithProgress } from '@/shared/api/upload';

interface Sent {
  upload?: SeenUpload;
  error?: Error;
}

/** Several files are packed into one first; what was sent is looked at last. */
export type Stage = 'packing' | 'sending' | 'looking';

export interface Sending {
  name: string;
  size: number;
  /** How many files are packed into it. */
  files: number;
  stage: Stage;
  /** Of the stage, 0 to 1. */
  fraction: number;
  /** How long the stage has lasted. */
  seconds: number;
  /** A worker fetches it from another machine. */
  isFetched: boolean;
}

export interface UploadHandle {
  /** What is on its way, or being looked at; null while nothing is. */
  file: Sending | null;
  /** What looks at it, where that takes longer. */
  job: Job | null;
  /** Sends it and waits until it is known what is in it; neither upload nor error where it was cancelled. */
  send: (project: number, bundle: Bundle) => Promise<Sent>;
  /** As `send`, for a file that came before this page was opened. */
  follow: (project: number, upload: Upload) => Promise<Sent>;
  /** As `send`, for what lies at an address. */
  fetch: (project: number, address: string) => Promise<Sent>;
  cancel: () => void;
}

/** One file at a time. */
export function useUpload(): UploadHandle {
  const [file, setFile] = useState<Sending | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  useUnloadGuard(file !== null && job === null);
  const controller = useRef<AbortController | null>(null);
  const began = useRef(0);
  const begin = (stage: Stage) => {
    began.current = performance.now();
    setFile((current) => current && { ...current, stage, fraction: 0, seconds: 0 });
  };
  const onProgress = (fraction: number) => {
    const seconds = (performance.now() - began.current) / 1000;
    setFile((current) => current && { ...current, fraction, seconds });
  };
  const run = async (project: number, shown: Sending, arrival: Arrival): Promise<Sent> => {
    const { signal } = (controller.current = new AbortController());
    setFile(shown);
    began.current = performance.now();
    try {
      const upload = await arrival(signal);
      begin('looking');
      return { upload: await awaitPreview(upload, project, { onJob: setJob, signal }) };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return {};
      return { error: error instanceof Error ? error : new Error(describeError(error)) };
    } finally {
      setFile(null);
      setJob(null);
    }
  };
  const send = (project: number, bundle: Bundle) => {
    const { name, size, file: whole, files } = bundle;
    const stage = whole ? 'sending' : 'packing';
    return run(project, { ...started(name, size, stage), files: files.length }, async (signal) => {
      const sent = whole ?? (await zipOf(files, name, { onProgress, signal }));
      if (!whole) begin('sending');
      return uploadWithProgress(project, sent, {
        onProgress: (fraction) => (fraction < 1 ? onProgress(fraction) : begin('looking')),
        signal,
      });
    });
  };
  const follow = (project: number, upload: Upload) => {
    const shown = { ...started(upload.filename, upload.size, 'looking'), isFetched: upload.address !== '' };
    return run(project, shown, () => Promise.resolve(upload));
  };
  const fetch = (project: number, address: string) =>
    run(project, { ...started(address, 0, 'looking'), isFetched: true }, (signal) =>
      fetchSource(project, address, signal),
    );
  // A job that is cancelled ends the waiting by itself.
  const cancel = () => (job ? void cancelJob(job.id).catch(unlessEnded) : controller.current?.abort());
  return { file, job, send, follow, fetch, cancel };
}

const started = (name: string, size: number, stage: Stage): Sending => ({
  name,
  size,
  files: 0,
  stage,
  fraction: 0,
  seconds: 0,
  isFetched: false,
});

type Arrival = (signal: AbortSignal) => Promise<Upload>;

function unlessEnded(error: unknown) {
  if (!hasCode(error, 'job_ended')) throw error;
}
