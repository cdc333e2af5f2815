import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

type Undo = () => void | Promise<void>;

/**
 * What a test has to undo when it ends, passed or failed: the newest first, so that a program is
 * gone before its folder. Made from node:test's context, or from its `after` for what a whole file
 * shares.
 */
export class Scope {
  readonly #undos: Undo[] = [];

  constructor(test: { after(undo: Undo): unknown }) {
    test.after(async () => {
      for (const undo of this.#undos.reverse()) await undo();
    });
  }

  after(undo: Undo): void {
    this.#undos.push(undo);
  }
}

/** For what all tests of this process share: a database, and the servers that stand on it. */
export const wholeRun = new Scope({ after });

/** A folder of the test's own, gone when the test is. */
export function temporaryFolder(scope: Scope): string {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-test-'));
  scope.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
