import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Scope } from './cleanup.ts';
import { freePort } from './ports.ts';
import { until, within } from './wait.ts';

const script = join(import.meta.dirname, 'postgres.sh');
let started = 0;

/** What no log, answer or command may tell; with letters that an address must encode. */
export const password = 'pass/word@8';

/**
 * A PostgreSQL server of the test's own on a port of 127.0.0.1, which asks for a password. The
 * script that keeps it takes it away when its input ends: with the test, or with our process.
 */
export class Postgres {
  readonly port: number;
  readonly #folder = join(tmpdir(), `freshet-postgres-${process.pid}-${++started}`);
  readonly #keeper: ChildProcess;
  readonly #exited: Promise<void>;
  #said = '';
  #complaints = '';
  #orders = 0;
  #databases = 0;

  private constructor(scope: Scope, port: number) {
    this.port = port;
    // What it acknowledges is on disk, as where people run it.
    this.#keeper = spawn(script, [this.#folder, String(port), 'fsync=on'], {
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', FRESHET_TEST_PASSWORD: password },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#keeper.stdout?.on('data', (bytes: Buffer) => (this.#said += bytes.toString()));
    this.#keeper.stderr?.on('data', (bytes: Buffer) => (this.#complaints += bytes.toString()));
    this.#exited = new Promise((done) => this.#keeper.once('close', () => done()));
    scope.after(() => {
      this.#keeper.stdin?.end();
      return within('PostgreSQL ends', 30, this.#exited);
    });
  }

  static async start(scope: Scope): Promise<Postgres> {
    const server = new Postgres(scope, await freePort());
    await server.order('start');
    return server;
  }

  /**
   * `kill` is without a goodbye, as when its machine loses power. One that is halted takes what it
   * is sent, and answers nothing.
   */
  async order(what: 'start' | 'stop' | 'kill' | 'halt' | 'resume'): Promise<void> {
    const number = ++this.#orders;
    this.#keeper.stdin?.write(`${what}\n`);
    await until(`PostgreSQL has done: ${what}`, () => {
      if (this.#keeper.exitCode !== null) throw new Error(`PostgreSQL: ${this.#complaints}`);
      return this.#said.split('\n').length > number;
    });
  }

  /** The address of a new and empty database. */
  async freshDatabase(): Promise<string> {
    const name = `test_${++this.#databases}`;
    await this.query(this.url('postgres'), `CREATE DATABASE ${name}`);
    return this.url(name);
  }

  url(database: string): string {
    const coded = encodeURIComponent(password);
    return `postgresql://postgres:${coded}@127.0.0.1:${this.port}/${database}`;
  }

  /** What a query gives, a line for each row. */
  async query(url: string, sql: string): Promise<string[]> {
    const options = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align'];
    const { stdout } = await promisify(execFile)('psql', [...options, url, `--command=${sql}`]);
    return stdout.split('\n').filter((line) => line !== '');
  }
}
