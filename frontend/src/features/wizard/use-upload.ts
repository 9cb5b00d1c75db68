import { useRef, useState } from 'react';
import { uploadWithProgress } from '@/shared/api/upload';
import type { Upload } from '@/shared/api/schema.gen';

export interface UploadHandle {
  /** The file on its way; null while none is. */
  file: File | null;
  fraction: number;
  send: (project: number, file: File) => Promise<{ upload?: Upload; error?: unknown }>;
  cancel: () => void;
}

/** One file at a time; a cancelled one ends without an error. */
export function useUpload(): UploadHandle {
  const [file, setFile] = useState<File | null>(null);
  const [fraction, setFraction] = useState(0);
  const controller = useRef<AbortController | null>(null);
  const send = async (project: number, sent: File) => {
    controller.current = new AbortController();
    setFile(sent);
    setFraction(0);
    try {
      const { signal } = controller.current;
      return { upload: await uploadWithProgress(project, sent, { onProgress: setFraction, signal }) };
    } catch (error) {
      return error instanceof DOMException && error.name === 'AbortError' ? {} : { error };
    } finally {
      setFile(null);
    }
  };
  return { file, fraction, send, cancel: () => controller.current?.abort() };
}
