import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

import type { Scope } from './cleanup.ts';
import type { Server } from './server.ts';

/** Changes the rows of a server as somebody does from elsewhere, while it runs. */
export async function changeRows(server: Server, sql: string): Promise<void> {
  const url = server.env.DATABASE_URL;
  if (url) {
    await promisify(execFile)('psql', ['--no-psqlrc', '--quiet', url, `--command=${sql}`]);
    return;
  }
  const database = new DatabaseSync(join(server.dataDir, 'freshet.db'), { timeout: 5000 });
  database.exec(sql);
  database.close();
}

/** Keeps a server from writing its rows, of SQLite. */
export class WriteLock {
  readonly #database: DatabaseSync;

  constructor(scope: Scope, server: Server) {
    this.#database = new DatabaseSync(join(server.dataDir, 'freshet.db'), { timeout: 5000 });
    this.#database.exec('BEGIN IMMEDIATE');
    scope.after(() => this.release());
  }

  release(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** A text as SQL has it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

let last = 0n;

/** A version 7 UUID, greater than those before (RFC 9562, 5.7). */
export function uuid7(): string {
  const now = BigInt(Date.now()) << 12n;
  last = now > last ? now : last + 1n;
  const digits = last.toString(16).padStart(15, '0');
  const [time, within] = [digits.slice(0, 12), digits.slice(12)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${within}-8000-000000000000`;
}
