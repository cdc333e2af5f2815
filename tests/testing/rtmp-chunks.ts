/** One RTMP message, as chunks carry it (RTMP 1.0, 5.3). */
export interface Message {
  type: number;
  timestamp: number; // 32 bits.
  stream: number;
  body: Buffer;
}

const extended = 0xffffff;

/** A message as a format 0 chunk and as many of format 3 as it takes. */
export function writeMessage(message: Message, chunkStream: number, chunkSize: number): Buffer {
  const isExtended = message.timestamp >= extended;
  const time = Buffer.alloc(isExtended ? 4 : 0);
  if (isExtended) time.writeUInt32BE(message.timestamp);

  const head = Buffer.alloc(12);
  head.writeUInt8(chunkStream, 0);
  head.writeUIntBE(isExtended ? extended : message.timestamp, 1, 3);
  head.writeUIntBE(message.body.length, 4, 3);
  head.writeUInt8(message.type, 7);
  head.writeUInt32LE(message.stream, 8);

  const pieces = [head, time, message.body.subarray(0, chunkSize)];
  for (let at = chunkSize; at < message.body.length; at += chunkSize) {
    const piece = message.body.subarray(at, at + chunkSize);
    pieces.push(Buffer.from([0xc0 | chunkStream]), time, piece);
  }
  return Buffer.concat(pieces);
}

interface ChunkStream extends Message {
  size: number;
  delta: number;
  isExtended: boolean;
  parts: Buffer[];
  had: number;
}

/** Puts messages together from chunks of every format; cut anywhere. */
export class ChunkReader {
  chunkSize = 128; // The protocol's initial value (RTMP 1.0, 5.4.1).
  #rest = Buffer.alloc(0);
  readonly #streams = new Map<number, ChunkStream>();

  *feed(data: Buffer): Generator<Message> {
    this.#rest = Buffer.concat([this.#rest, data]);
    while (true) {
      const read = this.#chunk();
      if (!read) return;
      this.#rest = this.#rest.subarray(read.bytes);
      if (!read.message) continue;
      if (read.message.type === 1) this.chunkSize = read.message.body.readUInt32BE() & 0x7fffffff;
      yield read.message;
    }
  }

  #chunk(): { bytes: number; message?: Message } | undefined {
    const input = this.#rest;
    if (input.length === 0) return undefined;
    const format = input.readUInt8(0) >> 6;
    const short = input.readUInt8(0) & 63;
    let at = [2, 3][short] ?? 1;
    const headBytes = [11, 7, 3, 0][format] ?? 0;
    if (input.length < at + headBytes) return undefined;
    const id = at === 1 ? short : input.readUIntLE(1, at - 1) + 64;
    const stream: ChunkStream = { ...(this.#streams.get(id) ?? fresh()) };
    const field = format < 3 ? input.readUIntBE(at, 3) : 0;
    if (format < 2) {
      stream.size = input.readUIntBE(at + 3, 3);
      stream.type = input.readUInt8(at + 6);
    }
    if (format === 0) stream.stream = input.readUInt32LE(at + 7);
    if (format < 3) stream.isExtended = field === extended;
    at += headBytes;

    let time = field;
    if (stream.isExtended) {
      if (input.length < at + 4) return undefined;
      time = input.readUInt32BE(at);
      at += 4;
    }
    const isFirst = stream.had === 0;
    if (format === 0) [stream.timestamp, stream.delta] = [time, 0];
    else if (format < 3) stream.delta = time;
    if (isFirst) stream.timestamp = (stream.timestamp + stream.delta) >>> 0;

    const take = Math.min(this.chunkSize, stream.size - stream.had);
    if (input.length < at + take) return undefined;
    stream.parts = [...stream.parts, Buffer.from(input.subarray(at, at + take))];
    stream.had += take;
    at += take;
    this.#streams.set(id, stream);
    if (stream.had < stream.size) return { bytes: at };

    const { type, timestamp, stream: number } = stream;
    const body = Buffer.concat(stream.parts);
    [stream.parts, stream.had] = [[], 0];
    return { bytes: at, message: { type, timestamp, stream: number, body } };
  }
}

function fresh(): ChunkStream {
  return {
    ...{ type: 0, timestamp: 0, stream: 0, body: Buffer.alloc(0), size: 0, delta: 0 },
    ...{ isExtended: false, parts: [], had: 0 },
  };
}
