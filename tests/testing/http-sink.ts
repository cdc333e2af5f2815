import { createServer, type IncomingHttpHeaders } from 'node:http';

import type { Scope } from './cleanup.ts';
import { freePort } from './ports.ts';

/** A request as it came. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A web server that keeps what it is sent, and answers with the status that a test wants. */
export class HttpSink {
  readonly received: Received[] = []; // Those that were answered 2xx.
  readonly port: number;
  status = 200;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(scope: Scope): Promise<HttpSink> {
    const sink = new HttpSink(await freePort());
    const server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      try {
        for await (const piece of request) pieces.push(piece);
      } catch {
        return; // The sender is gone in the middle.
      }
      const { url = '', headers } = request;
      const body = Buffer.concat(pieces).toString();
      if (sink.status < 300) sink.received.push({ path: url, headers, body });
      response.writeHead(sink.status).end();
    });
    await new Promise<void>((done) => server.listen(sink.port, '127.0.0.1', done));
    scope.after(() => {
      server.closeAllConnections();
      server.close();
    });
    return sink;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}
