import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

import type { Scope } from './cleanup.ts';

/** A bad line: passes on and counts what clients send to a port, and is cut when a test says so. */
export class CuttingProxy {
  readonly #listener: Server;
  readonly #lines = new Set<Socket>();
  bytes = 0; // From clients, heads and bodies.
  cuts = 0;

  private constructor(port: number) {
    this.#listener = createServer((client) => this.#join(client, port));
  }

  static async start(scope: Scope, port: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(port);
    proxy.#listener.listen(0, '127.0.0.1');
    await once(proxy.#listener, 'listening');
    scope.after(() => {
      proxy.cut();
      proxy.#listener.close();
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** Both ends of every connection see it break. */
  cut(): void {
    this.cuts += 1;
    for (const line of this.#lines) line.destroy();
    this.#lines.clear();
  }

  #join(client: Socket, port: number): void {
    const server = connect({ port, host: '127.0.0.1' });
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#lines.add(from);
      from.on('error', () => undefined); // It shows as the end.
      from.on('close', () => {
        this.#lines.delete(from);
        to.destroy();
      });
    }
    client.on('data', (data: Buffer) => (this.bytes += data.length));
    client.pipe(server);
    server.pipe(client);
  }
}
