/** What AMF0 can say, as far as RTMP commands use it. */
export type Amf = number | boolean | string | null | undefined | { [name: string]: Amf };

const objectEnd = Buffer.from([0, 0, 9]);

export function writeAmf(values: Amf[]): Buffer {
  return Buffer.concat(values.map(writeValue));
}

function writeValue(value: Amf): Buffer {
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'boolean') return Buffer.from([1, Number(value)]);
  if (typeof value === 'string') return Buffer.concat([Buffer.from([2]), writeName(value)]);
  if (value === null) return Buffer.from([5]);
  if (value === undefined) return Buffer.from([6]);
  const members = Object.entries(value).flatMap(([name, member]) => [
    writeName(name),
    writeValue(member),
  ]);
  return Buffer.concat([Buffer.from([3]), ...members, objectEnd]);
}

function writeName(text: string): Buffer {
  const bytes = Buffer.from(text);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(bytes.length);
  return Buffer.concat([size, bytes]);
}

export function readAmf(bytes: Buffer): Amf[] {
  const reader = new Reader(bytes);
  const values: Amf[] = [];
  while (reader.at < bytes.length) values.push(reader.value());
  return values;
}

class Reader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  value(): Amf {
    const marker = this.#take(1).readUInt8();
    switch (marker) {
      case 0:
        return this.#take(8).readDoubleBE();
      case 1:
        return this.#take(1).readUInt8() !== 0;
      case 2:
        return this.#name();
      case 3:
        return this.#members();
      case 5:
        return null;
      case 6:
        return undefined;
      case 8:
        this.#take(4); // How many, which the end marker says too.
        return this.#members();
      case 10:
        return Object.fromEntries(
          Array.from({ length: this.#take(4).readUInt32BE() }, (_, i) => [i, this.value()]),
        );
      default:
        throw new Error(`AMF0 marker ${marker}`);
    }
  }

  #members(): Amf {
    const members: { [name: string]: Amf } = {};
    while (!this.#bytes.subarray(this.at, this.at + 3).equals(objectEnd)) {
      const name = this.#name();
      members[name] = this.value();
    }
    this.#take(3);
    return members;
  }

  #name(): string {
    return this.#take(this.#take(2).readUInt16BE()).toString();
  }

  #take(count: number): Buffer {
    if (this.at + count > this.#bytes.length) throw new Error('AMF0 ends too early');
    return this.#bytes.subarray(this.at, (this.at += count));
  }
}
