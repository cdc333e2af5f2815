import { Writable } from 'node:stream';

export const audioTag = 8;
export const videoTag = 9;
export const scriptTag = 18;

/** One tag of an FLV file (FLV 10.1, E.4.1). */
export interface Tag {
  type: number;
  timestamp: number; // Milliseconds, 32 bits.
  body: Buffer;
}

const fileHeadBytes = 9 + 4; // The header and the first PreviousTagSize.
const tagHeadBytes = 11;

/** Puts tags together from bytes that come in pieces, cut anywhere. */
export class FlvReader extends Writable {
  readonly tags: Tag[] = [];
  readonly #parts: Buffer[] = [];
  #whole = 0; // Bytes up to the end of the last whole tag.
  #rest = Buffer.alloc(0);

  override _write(data: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#parts.push(data);
    this.#rest = Buffer.concat([this.#rest, data]);
    this.#take();
    done();
  }

  /** All whole tags as they came, with the file's head: a file that ends in order. */
  get file(): Buffer {
    return Buffer.concat(this.#parts).subarray(0, this.#whole);
  }

  get seconds(): number {
    const times = this.tags.filter((tag) => tag.body.length > 5).map((tag) => tag.timestamp);
    return ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  }

  #take(): void {
    let at = 0;
    if (this.#whole === 0) {
      if (this.#rest.length < fileHeadBytes) return;
      if (this.#rest.toString('latin1', 0, 3) !== 'FLV') throw new Error('no FLV');
      at = fileHeadBytes;
    }
    while (this.#rest.length >= at + tagHeadBytes) {
      const size = this.#rest.readUIntBE(at + 1, 3);
      const end = at + tagHeadBytes + size + 4;
      if (this.#rest.length < end) break;
      this.tags.push({
        type: this.#rest.readUInt8(at),
        timestamp: (this.#rest.readUIntBE(at + 4, 3) | (this.#rest.readUInt8(at + 7) << 24)) >>> 0,
        body: Buffer.from(this.#rest.subarray(at + tagHeadBytes, end - 4)),
      });
      at = end;
    }
    this.#whole += at;
    this.#rest = this.#rest.subarray(at);
  }
}

export function readTags(file: Buffer): Tag[] {
  const reader = new FlvReader();
  reader.write(file);
  return reader.tags;
}

/** The bytes of a file with these tags. */
export function writeTags(tags: Tag[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('FLV\x01\x05\0\0\0\x09\0\0\0\0', 'latin1')];
  for (const tag of tags) {
    const head = Buffer.alloc(tagHeadBytes);
    head.writeUInt8(tag.type, 0);
    head.writeUIntBE(tag.body.length, 1, 3);
    head.writeUIntBE(tag.timestamp & 0xffffff, 4, 3);
    head.writeUInt8(tag.timestamp >>> 24, 7);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(tagHeadBytes + tag.body.length);
    pieces.push(head, tag.body, tail);
  }
  return Buffer.concat(pieces);
}

/** A configuration record, not a frame: a decoder needs it first, at any point of a file. */
export function isSequenceHeader(tag: Tag): boolean {
  return tag.type !== scriptTag && tag.body.length > 1 && tag.body[1] === 0;
}

export function isKeyframe(tag: Tag): boolean {
  return tag.type === videoTag && (tag.body[0] ?? 0) >> 4 === 1 && tag.body[1] === 1;
}
