import * as v from 'valibot';
import { Upload } from '@/shared/api/guards.gen';
import type { Upload as UploadData } from '@/shared/api/schema.gen';

/** An uploaded file and the import that was made of it, kept over a reload of the page. */
export interface StoredUpload {
  upload: UploadData;
  job: string | null;
}

const Stored = v.object({ upload: Upload, job: v.nullable(v.string()) });
const storageKey = (project: number) => `upload-${project}`;

export function readUpload(project: number): StoredUpload | null {
  const text = sessionStorage.getItem(storageKey(project));
  if (text === null) return null;
  const parsed = v.safeParse(Stored, JSON.parse(text));
  return parsed.success ? parsed.output : null;
}

/** Full storage costs the preview after a reload, nothing more: the file itself is on the server. */
export function writeUpload(project: number, stored: StoredUpload | null) {
  try {
    if (stored === null) sessionStorage.removeItem(storageKey(project));
    else sessionStorage.setItem(storageKey(project), JSON.stringify(stored));
  } catch {
    sessionStorage.removeItem(storageKey(project));
  }
}
