import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import type { Scope } from './cleanup.ts';
import { pause, within } from './wait.ts';

/** A TCP connection that says whatever a test wants. */
export class RawSocket {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  #received = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((done) => socket.once('close', done));
    socket.on('error', () => undefined); // It shows as the end.
    socket.on('data', (bytes: Buffer) => (this.#received += bytes.toString('latin1')));
  }

  static async open(scope: Scope, port: number): Promise<RawSocket> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const raw = new RawSocket(socket);
    scope.after(() => void socket.destroy());
    await within('a connection', 30, once(socket, 'connect'));
    return raw;
  }

  get received(): string {
    return this.#received;
  }

  write(data: Buffer | string): void {
    this.socket.write(data);
  }

  /** Waits until the server has closed it. */
  async refused(seconds = 20): Promise<string> {
    await within('the server closes the connection', seconds, this.closed);
    return this.#received;
  }

  /** Writes a byte now and then until the server has had enough. */
  async drip(data: Buffer, everyMs: number): Promise<void> {
    for (const byte of data) {
      if (this.socket.closed) return;
      this.write(Buffer.from([byte]));
      await pause(everyMs);
    }
  }
}
