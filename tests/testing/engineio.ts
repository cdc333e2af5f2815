import assert from 'node:assert/strict';

import type { Scope } from './cleanup.ts';
import type { Server } from './server.ts';
import { within } from './wait.ts';

/** Between the packets of a polling payload. */
export const separator = '\x1e';

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

/** A WebSocket whose messages wait until a test asks for them. */
export class Wire {
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;
  readonly #messages: (string | Buffer)[] = [];
  #arrived: () => void = () => undefined;

  private constructor(scope: Scope, url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    scope.after(() => this.#socket.close());
    this.closed = new Promise((done) => this.#socket.addEventListener('close', done));
    this.#socket.addEventListener('error', () => undefined); // It shows as the end.
    this.#socket.addEventListener('message', ({ data }) => {
      this.#messages.push(typeof data === 'string' ? data : Buffer.from(data));
      this.#arrived();
    });
  }

  /** Connects; false when the server refuses. */
  static async try(scope: Scope, url: string): Promise<Wire | false> {
    const wire = new Wire(scope, url);
    const opened = new Promise((done) => wire.#socket.addEventListener('open', done));
    const isOpen = Promise.race([opened.then(() => true), wire.closed.then(() => false)]);
    return (await within('an answer to a WebSocket', 10, isOpen)) && wire;
  }

  static async open(scope: Scope, url: string): Promise<Wire> {
    const wire = await Wire.try(scope, url);
    assert.ok(wire, `${url} is refused`);
    return wire;
  }

  send(message: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(message);
  }

  close(): void {
    this.#socket.close();
  }

  /** The next message, whatever it is. */
  async next(seconds = 10): Promise<string | Buffer> {
    if (this.#messages.length === 0) {
      const arrival = new Promise<void>((done) => (this.#arrived = done));
      const end = this.closed.then(({ code }) => assert.fail(`closed with ${code}`));
      await within('a message', seconds, Promise.race([arrival, end]));
    }
    return this.#messages.shift() as string | Buffer;
  }

  /** The next message of text that is no ping; pings are answered. */
  async hear(seconds = 10): Promise<string> {
    while (true) {
      const message = await this.next(seconds);
      assert.equal(typeof message, 'string', 'bytes where text was to come');
      if (message !== '2') return message as string;
      this.send('3');
    }
  }

  /** Waits until the server has closed it, and gives the code. */
  async refused(seconds = 10): Promise<number> {
    return (await within('the server closes the WebSocket', seconds, this.closed)).code;
  }
}

/** Engine.IO v4 as it stands on the wire: no library, and nothing done unasked. */
export class EngineIo {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  /** `/socket.io/` with the query that a good request of this transport has, and what is added. */
  url(transport: string, query: Record<string, string> = {}): string {
    const parameters = new URLSearchParams({ EIO: '4', transport, ...query });
    for (const [name, value] of Object.entries(query)) {
      if (value === '') parameters.delete(name);
    }
    const scheme = transport === 'polling' ? 'http' : 'ws';
    return `${scheme}://127.0.0.1:${this.#server.port}/socket.io/?${parameters}`;
  }

  async request(query: Record<string, string> = {}, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.url('polling', query), init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** A new session of polling. */
  async open(): Promise<{ sid: string; [field: string]: unknown }> {
    const { status, text } = await this.request();
    assert.equal(status, 200, text);
    assert.equal(text[0], '0', text);
    return JSON.parse(text.slice(1));
  }

  poll(sid: string): Promise<Answer> {
    return this.request({ sid });
  }

  post(sid: string, body: string): Promise<Answer> {
    return this.request({ sid }, { method: 'POST', body });
  }

  /** What a session says next by polling, but pings, which are answered. */
  async hear(sid: string): Promise<string[]> {
    while (true) {
      const { status, text } = await this.poll(sid);
      assert.equal(status, 200, text);
      const packets = text.split(separator);
      if (packets.includes('2')) await this.post(sid, '3');
      const others = packets.filter((packet) => packet !== '2');
      if (others.length > 0) return others;
    }
  }

  /** A WebSocket; with a `sid`, one that probes. */
  socket(scope: Scope, query: Record<string, string> = {}): Promise<Wire> {
    return Wire.open(scope, this.url('websocket', query));
  }

  /** A WebSocket with a session of its own, which has been opened. */
  async session(scope: Scope): Promise<Wire> {
    const wire = await this.socket(scope);
    assert.match(String(await wire.next()), /^0\{/);
    return wire;
  }

  /** One that is connected to the main namespace too. */
  async connected(scope: Scope, auth: object = {}): Promise<Wire> {
    const wire = await this.session(scope);
    wire.send(`40${JSON.stringify(auth)}`);
    assert.match(await wire.hear(), /^40\{/);
    return wire;
  }
}
