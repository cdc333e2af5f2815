import type { DetailedError } from 'tus-js-client';

import { Problem } from '@/lib/problem';

/** Why a file is not on the server, as far as a person can do something about it. */
export type TroubleKind =
  | 'empty'
  | 'tooLarge'
  | 'quota'
  | 'storageFull'
  | 'tooMany'
  | 'elsewhere'
  | 'signedOut'
  | 'unreadable'
  | 'unreachable'
  | 'refused';

export interface Trouble {
  kind: TroubleKind;
  /** The server's own words, where ours say less. */
  message?: string | undefined;
}

const kinds: Record<string, TroubleKind> = {
  video_too_large: 'tooLarge',
  quota_exceeded: 'quota',
  storage_full: 'storageFull',
  too_many_uploads: 'tooMany',
};
const kindsByStatus: Record<number, TroubleKind> = {
  0: 'unreachable',
  401: 'signedOut',
  413: 'tooLarge',
  423: 'elsewhere',
  507: 'storageFull',
};

/** What the server said, whatever asked it. */
export function problemOf(error: Error | DetailedError): Problem | null {
  if (!('originalRequest' in error)) return null;
  const response = error.originalResponse;
  return new Problem(response?.getStatus() ?? 0, parse(response?.getBody() ?? ''));
}

export function troubleOf(error: Error | DetailedError): Trouble {
  const problem = problemOf(error);
  // No request has failed: the file itself could not be read.
  if (problem === null) return { kind: 'unreadable' };
  const kind = kinds[problem.code] ?? kindsByStatus[problem.status];
  return kind === undefined ? { kind: 'refused', message: problem.message } : { kind };
}

/** Whether the same may go well in a moment. What is gone is begun anew. */
export function mayPass({ status, code }: Problem): boolean {
  if (code in kinds) return false;
  return [0, 401, 404, 409, 410, 423, 429].includes(status) || (status >= 500 && status !== 507);
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
