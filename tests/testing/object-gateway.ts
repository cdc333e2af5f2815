import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Scope } from './cleanup.ts';
import { until, within } from './wait.ts';

const script = join(import.meta.dirname, 'object-gateway.sh');
const accessKey = 'FRESHETTESTKEY';
const secretKey = 'freshet/test+secret';
const region = 'us-east-1';
let started = 0;

/**
 * A bucket server of the test's own, on a free port of 127.0.0.1. The script that keeps it takes it
 * away when its input ends: with the test, or with our process. It starts in about 15 s: one for a
 * file of tests, and a bucket for each.
 */
export class ObjectGateway {
  readonly #keeper: ChildProcess;
  readonly #exited: Promise<void>;
  #said = '';
  #complaints = '';
  #orders = 0;
  #buckets = 0;

  private constructor(scope: Scope) {
    const folder = join(tmpdir(), `freshet-gateway-${process.pid}-${++started}`);
    this.#keeper = spawn(script, [folder], {
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#keeper.stdout?.on('data', (bytes: Buffer) => (this.#said += bytes.toString()));
    this.#keeper.stderr?.on('data', (bytes: Buffer) => (this.#complaints += bytes.toString()));
    this.#exited = new Promise((done) => this.#keeper.once('close', () => done()));
    scope.after(() => {
      this.#keeper.stdin?.end();
      return within('the object gateway ends', 30, this.#exited);
    });
  }

  static async start(scope: Scope): Promise<ObjectGateway> {
    const gateway = new ObjectGateway(scope);
    await gateway.order('start');
    return gateway;
  }

  /** What the gateway stores outlives its `stop` and its `kill`, until the test ends. */
  async order(
    what: 'start' | 'stop' | 'kill' | 'halt' | 'resume' | `bucket ${string}`,
  ): Promise<void> {
    const number = ++this.#orders;
    this.#keeper.stdin?.write(`${what}\n`);
    await until(
      `the object gateway has done: ${what}`,
      () => {
        if (this.#keeper.exitCode !== null) throw new Error(`gateway: ${this.#complaints}`);
        return this.#said.split('\n').length > number;
      },
      60,
    );
  }

  /** A new and empty bucket. */
  async freshBucket(): Promise<Bucket> {
    const name = `test-${++this.#buckets}`;
    await this.order(`bucket ${name}`);
    return new Bucket(`127.0.0.1:${this.port}`, name);
  }

  get port(): number {
    return Number(/ok (\d+)/.exec(this.#said)?.[1]);
  }
}

/** What lies in a bucket, asked by a signer that has nothing to do with Freshet's. */
export class Bucket {
  readonly #host: string;
  readonly #name: string;

  constructor(host: string, name: string) {
    this.#host = host;
    this.#name = name;
  }

  /** The variables that make a server use it. */
  get env(): Record<string, string> {
    return {
      AWS_S3_BUCKET: this.#name,
      AWS_REGION: region,
      AWS_ENDPOINT_URL: `http://${this.#host}`,
      AWS_ACCESS_KEY_ID: accessKey,
      AWS_SECRET_ACCESS_KEY: secretKey,
    };
  }

  /** The names of all objects that begin so, in their order; a thousand at most. */
  async list(prefix = ''): Promise<string[]> {
    const answer = await this.#ask('GET', '', { 'list-type': '2', prefix });
    const keys = (await answer.text()).matchAll(/<Key>([^<]*)<\/Key>/g);
    return [...keys].map((match) => match[1] ?? '');
  }

  /** Undefined: there is no such object. */
  async get(name: string): Promise<Buffer | undefined> {
    const answer = await this.#ask('GET', name);
    return answer.status === 404 ? undefined : Buffer.from(await answer.arrayBuffer());
  }

  async put(name: string, bytes: Buffer): Promise<void> {
    await this.#ask('PUT', name, {}, bytes);
  }

  async remove(name: string): Promise<void> {
    await this.#ask('DELETE', name);
  }

  async #ask(
    method: string,
    name: string,
    query: Record<string, string> = {},
    bytes?: Buffer,
  ): Promise<Response> {
    const url = this.#signed(method, name, query);
    const answer = await fetch(url, { method, ...(bytes ? { body: new Uint8Array(bytes) } : {}) });
    if (!answer.ok && answer.status !== 404) throw new Error(`${answer.status} for ${name}`);
    return answer;
  }

  // AWS Signature Version 4, in the query.
  #signed(method: string, name: string, query: Record<string, string>): string {
    const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
    const params = Object.entries({
      ...query,
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${accessKey}/${scope}`,
      'X-Amz-Date': time,
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
    })
      .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&');
    const path = ['', this.#name, ...(name ? name.split('/') : [])]
      .map(encodeURIComponent)
      .join('/');
    const request = [method, path, params, `host:${this.#host}`, '', 'host', 'UNSIGNED-PAYLOAD'];
    const hash = createHash('sha256').update(request.join('\n')).digest('hex');
    const signature = ['AWS4-HMAC-SHA256', time, scope, hash].join('\n');
    const hmac = (key: string | Buffer, text: string) =>
      createHmac('sha256', key).update(text).digest();
    const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
    const signed = `${params}&X-Amz-Signature=${hmac(key, signature).toString('hex')}`;
    return `http://${this.#host}${path}?${signed}`;
  }
}
