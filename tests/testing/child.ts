import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

import type { Scope } from './cleanup.ts';
import { within } from './wait.ts';

export interface ChildOptions {
  env?: Record<string, string>;
  cwd?: string;
  input?: boolean;
  bytes?: boolean; // Keep what it writes to its output, for `output`.
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const environment = {
  PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
};

/**
 * A program that a test has started. It dies with the test, and with the process of the test even
 * when that is killed. It sees no variable of the machine but PATH.
 */
export class Child {
  readonly name: string;
  readonly exited: Promise<Exit>;
  readonly #process: ChildProcess;
  readonly #bytes: Buffer[] = [];
  #errors = '';
  #exit: Exit | undefined;

  constructor(scope: Scope, command: string[], options: ChildOptions = {}) {
    this.name = command[0] ?? '';
    this.#process = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
      env: { ...environment, ...options.env },
      cwd: options.cwd ?? '/',
      stdio: [options.input ? 'pipe' : 'ignore', options.bytes ? 'pipe' : 'ignore', 'pipe'],
    });
    this.#process.stdout?.on('data', (data: Buffer) => this.#bytes.push(data));
    this.#process.stderr?.on('data', (data: Buffer) => (this.#errors += data.toString()));
    this.exited = new Promise((done, refuse) => {
      this.#process.once('error', refuse);
      this.#process.once('close', (code, signal) => done((this.#exit = { code, signal })));
    });
    scope.after(() => this.kill());
  }

  get pid(): number {
    return this.#process.pid ?? -1;
  }

  get input(): Writable {
    if (!this.#process.stdin) throw new Error(`${this.name} has no input`);
    return this.#process.stdin;
  }

  /** What it wrote to its standard error so far. */
  get errors(): string {
    return this.#errors;
  }

  get output(): Buffer {
    return Buffer.concat(this.#bytes);
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.running) this.#process.kill(signal);
  }

  /** Asks it to end, and waits until it has. */
  async stop(seconds = 30, signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.signal(signal);
    return within(`${this.name} ends after ${signal}`, seconds, this.exited);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited.catch(() => undefined);
  }
}
