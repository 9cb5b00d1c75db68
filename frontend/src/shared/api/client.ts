import * as v from 'valibot';
import { ApiError, OfflineError, OTHER_PERSON, SchemaError } from '@/shared/api/errors';
import { ErrorEnvelope } from '@/shared/api/guards.gen';
import { noteOther, personHeader } from '@/shared/api/person';

type Guard = v.GenericSchema;
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface RequestOptions {
  /** Sent as JSON, or as it is when it is FormData. */
  body?: unknown;
  signal?: AbortSignal;
  /** Lets the request outlive the page (at most 64 kB of body). */
  keepalive?: boolean;
  /** Whoever is signed in: it is asked who that is. */
  forAnybody?: boolean;
  /** The ETag of what is changed: 412 where somebody else has changed it since. */
  ifMatch?: string | undefined;
}

/** A server that is silent for so long counts as away; files may take as long as they need. */
export const ANSWER_WITHIN_MS = 30_000;

export function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

function signalFor({ body, signal }: RequestOptions): AbortSignal | undefined {
  if (body instanceof FormData) return signal;
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return signal ? AbortSignal.any([signal, late]) : late;
}

function buildInit(method: Method, options: RequestOptions): RequestInit {
  const { body, keepalive, forAnybody, ifMatch } = options;
  const signal = signalFor(options);
  const headers: Record<string, string> = { Accept: 'application/json', ...(forAnybody ? {} : personHeader()) };
  if (method !== 'GET') headers['X-CSRFToken'] = csrfToken();
  if (ifMatch) headers['If-Match'] = ifMatch;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json';
  return {
    method,
    headers,
    credentials: 'same-origin',
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
    ...(keepalive && { keepalive }),
  };
}

export async function toApiError(response: Response): Promise<ApiError> {
  const parsed = v.safeParse(ErrorEnvelope, await response.json().catch(() => null));
  if (parsed.success) {
    const error = new ApiError(response.status, parsed.output.errors);
    if (error.code === OTHER_PERSON) noteOther({ name: null });
    return error;
  }
  return new ApiError(response.status, [
    { code: 'unknown', detail: `The server answered ${response.status}.`, attr: null },
  ]);
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, buildInit(method, options));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new OfflineError();
  }
  if (!response.ok) throw await toApiError(response);
  return response;
}

/** The answer's JSON, undefined where it is none. An answer that stops half way is no answer. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') throw new OfflineError();
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return undefined;
  }
}

/** One request whose answer is checked against the schema before anything else sees it. */
export async function request<G extends Guard>(
  method: Method,
  path: string,
  guard: G,
  options: RequestOptions = {},
): Promise<v.InferOutput<G>> {
  return checked(await send(method, path, options), path, guard);
}

/** The same, and the ETag of what came: empty where there is none. */
export async function requestTagged<T extends object>(
  method: Method,
  path: string,
  guard: v.GenericSchema<unknown, T>,
  options: RequestOptions = {},
): Promise<T & { etag: string }> {
  const response = await send(method, path, options);
  return { ...(await checked(response, path, guard)), etag: response.headers.get('ETag') ?? '' };
}

async function checked<G extends Guard>(response: Response, path: string, guard: G): Promise<v.InferOutput<G>> {
  const parsed = v.safeParse(guard, await bodyOf(response), { abortEarly: true });
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new SchemaError(path, `${v.getDotPath(issue) ?? 'answer'}: ${issue.message}`);
}

/** A request that is answered without a body. */
export async function requestEmpty(method: Method, path: string, options: RequestOptions = {}): Promise<void> {
  await send(method, path, options);
}
