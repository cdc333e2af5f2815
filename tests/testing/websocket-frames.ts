import type { Scope } from './cleanup.ts';
import { RawSocket } from './raw-socket.ts';
import { until } from './wait.ts';

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

interface Form {
  first?: number; // The whole first byte, where a test breaks what it says.
  final?: boolean;
  masked?: boolean;
  length?: Buffer; // As it is to stand there, without the bit of the mask.
}

/** A frame as a client sends it (RFC 6455, 5.2), or nearly so. */
export function frame(opcode: number, payload: Buffer | string, form: Form = {}): Buffer {
  const { final = true, masked = true } = form;
  const bytes = Buffer.from(payload);
  const length = Buffer.from(form.length ?? shortest(bytes.length));
  if (masked) length[0] = (length[0] as number) | 0x80;
  const mask = masked ? Buffer.from('37fa213d', 'hex') : Buffer.alloc(0);
  const body = masked ? bytes.map((byte, at) => byte ^ (mask[at % 4] as number)) : bytes;
  return Buffer.concat([
    Buffer.from([form.first ?? (final ? 0x80 : 0) | opcode]),
    length,
    mask,
    body,
  ]);
}

function shortest(size: number): Buffer {
  if (size < 126) return Buffer.from([size]);
  const head = Buffer.alloc(size < 0x10000 ? 3 : 9);
  if (size < 0x10000) {
    head[0] = 126;
    head.writeUInt16BE(size, 1);
  } else {
    head[0] = 127;
    head.writeBigUInt64BE(BigInt(size), 1);
  }
  return head;
}

/** A WebSocket of which a test writes every byte. */
export class RawWebSocket {
  readonly raw: RawSocket;

  private constructor(raw: RawSocket) {
    this.raw = raw;
  }

  /** Asks for the upgrade, and waits until it is granted. */
  static async open(scope: Scope, port: number, path: string): Promise<RawWebSocket> {
    const raw = await RawSocket.open(scope, port);
    raw.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await until('the upgrade', () => raw.received.includes('\r\n\r\n'));
    if (!raw.received.startsWith('HTTP/1.1 101 ')) throw new Error(raw.received);
    return new RawWebSocket(raw);
  }

  write(...frames: Buffer[]): void {
    this.raw.write(Buffer.concat(frames));
  }

  /** Whether a frame of the server's holds this text. */
  has(text: string): boolean {
    return this.raw.received.includes(text);
  }

  /** Waits for the server's close, and gives its code; 0 when it has said none. */
  async refused(seconds = 10): Promise<number> {
    const bytes = Buffer.from(await this.raw.refused(seconds), 'latin1');
    const at = bytes.lastIndexOf(0x88);
    return at >= 0 && (bytes[at + 1] ?? 0) >= 2 ? bytes.readUInt16BE(at + 2) : 0;
  }
}
