import type { FieldError } from './api-types';

/** Why a request has no data: the server's RFC 9457 answer, or that none came. */
export class Problem extends Error {
  /** 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string;
  readonly errors: FieldError[];
  readonly requestId: string | undefined;
  /** Of a sign-in that needs a second step: what that step answers. */
  readonly challenge: string | undefined;

  constructor(status: number, body: Record<string, unknown>) {
    super(text(body.detail) ?? text(body.title) ?? '');
    this.name = 'Problem';
    this.status = status;
    this.code = text(body.code) ?? (status === 0 ? 'unreachable' : `http_${status}`);
    this.errors = Array.isArray(body.errors) ? body.errors.filter(isFieldError) : [];
    this.requestId = text(body.requestId);
    this.challenge = text(body.challenge);
  }

  static unreachable(): Problem {
    return new Problem(0, {});
  }

  /** What the server says of one field of the form. */
  of(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message;
  }
}

export const isProblem = (error: unknown, status?: number): error is Problem =>
  error instanceof Problem && (status === undefined || error.status === status);

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isFieldError(value: unknown): value is FieldError {
  const error = value as Partial<FieldError> | null;
  return typeof error?.field === 'string' && typeof error.message === 'string';
}
