import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { seen } from '../../testing/conformance.ts';
import { operations } from '../../testing/openapi.ts';

// Every test of the API in one process, against one server; then whether they have tried all that
// the API says of itself.

interface Exception {
  code: string;
  of?: string; // The operation; absent for all.
  because: string;
}

/** Problems that no client can bring about. */
const beyondReach: Exception[] = [
  { code: 'unavailable', because: 'it takes an outage: integration/postgres.test.ts makes one' },
  { code: 'storage_full', because: 'it takes a full disk' },
  {
    code: 'body_too_slow',
    because: 'it takes half a minute: serve_http_test has no such patience',
  },
  { code: 'body_cut_short', because: 'who has cut it hears no answer' },
  { code: 'upload_locked', because: 'it takes two: integration/uploads.test.ts has them' },
  ...['getMyStreamKey', 'planStream', 'createRoom'].map((of) => ({
    code: 'channel_not_found',
    of,
    because: 'the first channel stays for as long as its owner',
  })),
];

function isBeyondReach(id: string, code: string): boolean {
  return beyondReach.some((each) => each.code === code && (each.of ?? id) === id);
}

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
for (const file of files.toSorted()) await import(join(import.meta.dirname, file));

test('every operation has succeeded once, and has met each problem that it names', () => {
  const met = new Set(seen().map(({ id, status, code }) => `${id}: ${status} ${code ?? ''}`));
  const promised = operations.flatMap((operation) =>
    operation.statuses.flatMap((status) => {
      const codes = status < 400 ? [''] : operation.codes(status);
      const within = codes.filter((code) => !isBeyondReach(operation.id, code));
      return within.map((code) => `${operation.id}: ${status} ${code}`);
    }),
  );
  const missing = promised.filter((each) => !met.has(each));
  if (missing.length > 0) throw new Error(`tried by no test:\n${missing.join('\n')}`);
});
