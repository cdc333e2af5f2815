import { createServer } from 'node:net';

// Below those that the kernel gives to outgoing connections, of which some tests make thousands.
const first = 20_000;
const last = 32_000;

/** Two ports on which nobody listens. */
export async function freePorts(): Promise<[number, number]> {
  return [await freePort(), await freePort()];
}

export async function freePort(): Promise<number> {
  while (true) {
    const port = first + Math.floor(Math.random() * (last - first));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
