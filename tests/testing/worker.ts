import { mkdirSync } from 'node:fs';

import { Child, type Exit } from './child.ts';
import { type Scope, temporaryFolder } from './cleanup.ts';
import { program } from './server.ts';
import { until, within } from './wait.ts';

/** `freshet worker` with variables and a folder of its own. */
export class Worker {
  readonly dataDir: string;
  readonly child: Child;

  private constructor(scope: Scope, env: Record<string, string>) {
    this.dataDir = env.DATA_DIR ?? temporaryFolder(scope);
    mkdirSync(this.dataDir, { recursive: true });
    const all = { LOG_LEVEL: 'info', ...env, DATA_DIR: this.dataDir };
    this.child = new Child(scope, [program, 'worker'], {
      cwd: this.dataDir,
      env: all,
      bytes: true,
    });
  }

  /** Begins, without waiting for anything. */
  static launch(scope: Scope, env: Record<string, string>): Worker {
    return new Worker(scope, env);
  }

  /** Begins, and waits until it takes jobs. */
  static async start(scope: Scope, env: Record<string, string>): Promise<Worker> {
    const worker = new Worker(scope, env);
    await until('the worker has started', () => {
      if (!worker.child.running) throw new Error(`the worker ended:\n${worker.log}`);
      return worker.log.includes('worker started');
    });
    return worker;
  }

  /** How one ends that cannot begin. */
  static async refusal(scope: Scope, env: Record<string, string>): Promise<[Exit, string]> {
    const worker = new Worker(scope, env);
    const exit = await within('the worker ends', 30, worker.child.exited);
    return [exit, worker.child.errors];
  }

  get log(): string {
    return this.child.output.toString() + this.child.errors;
  }
}
