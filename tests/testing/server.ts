import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Child } from './child.ts';
import { type Scope, temporaryFolder } from './cleanup.ts';
import { databaseOf } from './database.ts';
import { freePorts } from './ports.ts';
import { until } from './wait.ts';

export const program = resolve(
  process.env.FRESHET_BIN ?? join(import.meta.dirname, '../../build/release/freshet'),
);
export const isLong = process.env.FRESHET_TEST_SIZE === 'long';

/** Memory checkers keep what was freed, so that bounds on memory must be wider. */
export function isSanitized(): boolean {
  return readFileSync(program).includes('AddressSanitizer');
}

const sanitizers = {
  ASAN_OPTIONS: 'detect_leaks=1:quarantine_size_mb=8:allocator_release_to_os_interval_ms=100',
  UBSAN_OPTIONS: 'print_stacktrace=1',
};

/** A test works at the pace of a machine, and must not meet the limits that are for persons. */
const unlimited = {
  RATE_LIMIT_MAX_REQUESTS: '0',
  RATE_LIMIT_AUTH: '0',
  RATE_LIMIT_CHAT: '0',
  RATE_LIMIT_UPLOADS: '0',
  RATE_LIMIT_SOCKETS: '0',
  RATE_LIMIT_PLAYBACK: '0',
};

export interface ServerOptions {
  env?: Record<string, string>;
  dataDir?: string;
  port?: number;
  rtmpPort?: number;
}

/** The real program on ports and data of its own. */
export class Server {
  readonly port: number;
  readonly rtmpPort: number;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly child: Child;

  private constructor(scope: Scope, dataDir: string, env: Record<string, string>) {
    this.port = Number(env.PORT);
    this.rtmpPort = Number(env.RTMP_PORT);
    this.dataDir = dataDir;
    this.env = env;
    this.child = new Child(scope, [program], { cwd: dataDir, env, bytes: true });
  }

  /** Starts it, without waiting for anything. */
  static async launch(scope: Scope, options: ServerOptions = {}): Promise<Server> {
    assert.ok(existsSync(program), `${program} is not there: script/build makes it`);
    const dataDir = options.dataDir ?? temporaryFolder(scope);
    const [port, rtmpPort] = await freePorts();
    return new Server(scope, dataDir, {
      ...unlimited,
      ...sanitizers,
      ...(await databaseOf(dataDir)),
      LOG_LEVEL: 'info',
      PORT: String(options.port ?? port),
      RTMP_PORT: String(options.rtmpPort ?? rtmpPort),
      DATA_DIR: dataDir,
      ...options.env,
    });
  }

  /** Starts it, and waits until it is well. */
  static async start(scope: Scope, options: ServerOptions = {}): Promise<Server> {
    const server = await Server.launch(scope, options);
    await until('the server is well', async () => {
      assert.ok(server.child.running, `the server ended:\n${server.log}`);
      return (await fetch(`${server.url}/health`).catch(() => undefined))?.ok;
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get rtmpUrl(): string {
    return `rtmp://127.0.0.1:${this.rtmpPort}/live`;
  }

  /** Everything that it has said. */
  get log(): string {
    return this.child.output.toString() + this.child.errors;
  }

  get logLines(): string[] {
    return this.log.split('\n').filter((line) => line !== '');
  }

  /** Memory in use now, as the kernel counts it. */
  get residentBytes(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  /** The most that it has had in use so far. */
  get residentBytesPeak(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  /** From now on the peak is that of what follows (proc(5), clear_refs). */
  forgetPeak(): void {
    writeFileSync(`/proc/${this.child.pid}/clear_refs`, '5');
  }

  /** How many sockets it holds open. */
  get sockets(): number {
    const folder = `/proc/${this.child.pid}/fd`;
    const targets = readdirSync(folder).map((name) => {
      try {
        return readlinkSync(join(folder, name));
      } catch {
        return ''; // Closed since we saw its name.
      }
    });
    return targets.filter((target) => target.startsWith('socket:')).length;
  }

  /** Asks it to end; it must do so in order, and no sanitizer may have anything to say. */
  async stop(seconds = 30): Promise<void> {
    const exit = await this.child.stop(seconds);
    assert.deepEqual(exit, { code: 0, signal: null }, `not a clean end:\n${this.log}`);
    this.assertSound();
  }

  /** It runs, or has ended, without any word of a sanitizer or of a broken promise. */
  assertSound(): void {
    const complaint =
      /.*(ERROR: \w+Sanitizer|WARNING: \w+Sanitizer|runtime error:|broken promise).*/;
    assert.doesNotMatch(this.log, complaint);
  }
}
