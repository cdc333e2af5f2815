import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

import type { Scope } from './cleanup.ts';
import { FlvReader } from './flv.ts';
import { until, within } from './wait.ts';

/** Somebody who watches by FLV and keeps all that came. */
export class FlvViewer {
  readonly reader = new FlvReader();
  readonly #leave: () => void;
  #ended = false;

  private constructor(leave: () => void) {
    this.#leave = leave;
  }

  static async http(scope: Scope, url: string): Promise<FlvViewer> {
    const request = get(url, { agent: false });
    scope.after(() => void request.destroy());
    const [response] = (await within(url, 30, once(request, 'response'))) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);

    const viewer = new FlvViewer(() => request.destroy());
    response.on('data', (bytes: Buffer) => viewer.reader.write(bytes));
    response.on('error', () => undefined); // It shows as the end.
    response.on('close', () => (viewer.#ended = true));
    return viewer;
  }

  static async webSocket(scope: Scope, url: string): Promise<FlvViewer> {
    const socket = new WebSocket(url);
    scope.after(() => socket.close());
    socket.binaryType = 'arraybuffer';
    const viewer = new FlvViewer(() => socket.close());
    socket.onmessage = ({ data }) => viewer.reader.write(Buffer.from(data));
    socket.onclose = () => (viewer.#ended = true);
    await within(url, 30, once(socket, 'open'));
    return viewer;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Waits until so many seconds of media have come. */
  async watch(seconds: number): Promise<void> {
    await until(
      `${seconds} s of media`,
      () => {
        if (this.#ended) throw new Error(`ended after ${this.reader.seconds} s of media`);
        return this.reader.seconds >= seconds;
      },
      2 * seconds + 30,
    );
  }

  leave(): void {
    this.#leave();
  }
}
