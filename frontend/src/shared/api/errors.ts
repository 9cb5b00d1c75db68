/**
 * Error
 * ├── ApiError      the server answered with the error envelope
 * ├── OfflineError  no answer at all: network down, server away
 * └── SchemaError   an answer that is not what the schema promises
 */
export interface ErrorDetail {
  code: string;
  detail: string;
  attr: string | null;
}

/** The code where somebody else is signed in than the person whom a request was for. */
export const OTHER_PERSON = 'other_person';

export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly ErrorDetail[];

  constructor(status: number, errors: readonly ErrorDetail[]) {
    super(errors.map((error) => error.detail).join(' ') || `The server answered ${status}.`);
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
  }

  /** The stable code of the first error, for decisions in code. */
  get code(): string {
    return this.errors[0]?.code ?? 'unknown';
  }

  /** What to show beside a form field. */
  detailFor(attr: string): string | undefined {
    return this.errors.find((error) => error.attr === attr)?.detail;
  }
}

export class OfflineError extends Error {
  constructor() {
    super('The server cannot be reached.');
    this.name = 'OfflineError';
  }
}

export class SchemaError extends Error {
  constructor(path: string, problem: string) {
    super(`The answer of ${path} is not understood (${problem}). Reload the page to get the current version.`);
    this.name = 'SchemaError';
  }
}

/** What is said of one field, where that is what was thrown. */
export function detailFor(error: unknown, attr: string): string | undefined {
  return error instanceof ApiError ? error.detailFor(attr) : undefined;
}

/** Plain words for a person, whatever was thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : 'Something unexpected happened.';
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.errors.some((item) => item.code === code);
}
