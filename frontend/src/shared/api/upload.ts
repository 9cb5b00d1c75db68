import * as v from 'valibot';
import { csrfToken, toApiError } from '@/shared/api/client';
import { OfflineError, SchemaError } from '@/shared/api/errors';
import { Upload } from '@/shared/api/guards.gen';
import { personHeader } from '@/shared/api/person';
import type { Upload as UploadData } from '@/shared/api/schema.gen';

export interface UploadOptions {
  /** 0 to 1; stays at 1 while the server reads the file. */
  onProgress: (fraction: number) => void;
  signal: AbortSignal;
}

/** With progress, which fetch cannot tell. */
export function uploadWithProgress(project: number, file: File, options: UploadOptions): Promise<UploadData> {
  const path = `/api/projects/${project}/uploads`;
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', path);
    xhr.setRequestHeader('Accept', 'application/json');
    xhr.setRequestHeader('X-CSRFToken', csrfToken());
    for (const [name, value] of Object.entries(personHeader())) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress(event.loaded / event.total);
    };
    xhr.onerror = () => reject(new OfflineError());
    xhr.onabort = () => reject(new DOMException('Cancelled', 'AbortError'));
    xhr.onload = () => void readAnswer(xhr, path).then(resolve, reject);
    options.signal.addEventListener('abort', () => xhr.abort(), { once: true });
    const body = new FormData();
    body.append('file', file);
    xhr.send(body);
  });
}

async function readAnswer(xhr: XMLHttpRequest, path: string): Promise<UploadData> {
  const response = new Response(xhr.responseText, { status: xhr.status });
  if (!response.ok) throw await toApiError(response);
  const parsed = v.safeParse(Upload, await response.json().catch(() => undefined), { abortEarly: true });
  if (!parsed.success) throw new SchemaError(path, parsed.issues[0].message);
  return parsed.output;
}
