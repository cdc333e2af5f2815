import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { type Amf, readAmf, writeAmf } from './amf0.ts';
import type { Scope } from './cleanup.ts';
import type { Tag } from './flv.ts';
import { ChunkReader, type Message, writeMessage } from './rtmp-chunks.ts';
import { pause, until, within } from './wait.ts';

const handshakeBytes = 1536;
const chunkSize = 60_000;
const setChunkSize = 1;
const data = 18;
const command = 20;

/** What NetStream or NetConnection said of itself. */
export interface Status {
  level: string;
  code: string;
  description: string;
}

/** An RTMP client that does what encoders do not: any time stamps, a sudden end, nonsense. */
export class RtmpClient {
  readonly socket: Socket;
  readonly messages: Message[] = [];
  readonly statuses: Status[] = [];
  #transaction = 0;
  readonly #reader = new ChunkReader();

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  /** A connection on which nothing has been said. */
  static async open(scope: Scope, port: number): Promise<RtmpClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.on('error', () => undefined); // It shows as the end of the connection.
    scope.after(() => void socket.destroy());
    await within('an RTMP connection', 30, once(socket, 'connect'));
    return new RtmpClient(socket);
  }

  /** A connection to an application, past handshake and `connect`. */
  static async connect(scope: Scope, port: number, app = 'live'): Promise<RtmpClient> {
    const client = await RtmpClient.open(scope, port);
    await client.handshake();
    client.send({ type: setChunkSize, body: bigEndian(chunkSize) }, 2);
    const tcUrl = `rtmp://127.0.0.1:${port}/${app}`;
    await client.call('connect', { app, type: 'nonprivate', flashVer: 'FMLE/3.0', tcUrl });
    return client;
  }

  get ended(): boolean {
    return this.socket.closed || this.socket.readableEnded;
  }

  /** The simple handshake (RTMP 1.0, 5.2). */
  async handshake(): Promise<void> {
    const hello = Buffer.alloc(1 + handshakeBytes, 7);
    hello.writeUInt8(3, 0);
    hello.fill(0, 1, 9);
    this.socket.write(hello);

    let input = Buffer.alloc(0);
    const answer = new Promise<void>((done, refuse) => {
      const take = (bytes: Buffer) => {
        input = Buffer.concat([input, bytes]);
        if (input.length < 1 + 2 * handshakeBytes) return;
        this.socket.off('data', take);
        done();
      };
      this.socket.on('data', take);
      this.socket.once('close', () => refuse(new Error('closed during the handshake')));
    });
    await within('the handshake', 30, answer);

    this.socket.write(input.subarray(1, 1 + handshakeBytes));
    this.socket.on('data', (bytes: Buffer) => this.#take(bytes));
    this.#take(input.subarray(1 + 2 * handshakeBytes));
  }

  send(message: Partial<Message> & { type: number; body: Buffer }, chunkStream = 3): boolean {
    const size = message.type === setChunkSize ? 128 : chunkSize;
    return this.socket.write(
      writeMessage({ timestamp: 0, stream: 0, ...message }, chunkStream, size),
    );
  }

  /** Calls and waits for `_result`; `_error` is thrown. */
  async call(name: string, ...values: Amf[]): Promise<Amf[]> {
    const transaction = ++this.#transaction;
    this.send({ type: command, body: writeAmf([name, transaction, ...values]) });
    const answer = await until(`an answer to ${name}`, () => {
      if (this.ended) throw new Error(`closed instead of an answer to ${name}`);
      return this.commands().find(([what, number]) => isAnswer(what) && number === transaction);
    });
    if (answer[0] === '_error') throw new Error(JSON.stringify(answer));
    return answer;
  }

  /** Asks to publish, and gives what the server says of it. */
  async publish(key: string): Promise<Status> {
    await this.call('createStream', null);
    this.send({ type: command, stream: 1, body: writeAmf(['publish', 0, null, key, 'live']) }, 4);
    return this.status('an answer to publish');
  }

  async play(name: string): Promise<Status> {
    await this.call('createStream', null);
    this.send({ type: command, stream: 1, body: writeAmf(['play', 0, null, name]) }, 4);
    return this.status('an answer to play');
  }

  /** The first status, however long ago it came. */
  status(what: string): Promise<Status> {
    return until(what, () => {
      if (this.statuses[0]) return this.statuses[0];
      if (this.ended) throw new Error(`closed instead of ${what}`);
      return undefined;
    });
  }

  sendTag(tag: Tag): boolean {
    const timestamp = tag.timestamp >>> 0;
    const body =
      tag.type === data ? Buffer.concat([writeAmf(['@setDataFrame']), tag.body]) : tag.body;
    return this.send({ type: tag.type, timestamp, stream: 1, body }, tag.type === 8 ? 5 : 6);
  }

  /** Sends tags when their time has come, until all are sent or the connection ends. */
  async sendPaced(tags: Tag[], shift = (timestamp: number) => timestamp): Promise<void> {
    const start = performance.now();
    const first = tags[0]?.timestamp ?? 0;
    for (const tag of tags) {
      const early = tag.timestamp - first - (performance.now() - start);
      if (early > 5) await pause(early);
      if (this.ended) return;
      this.sendTag({ ...tag, timestamp: shift(tag.timestamp) });
    }
  }

  /** Says that the broadcast is over, as encoders do. */
  unpublish(): void {
    this.send({ type: command, body: writeAmf(['FCUnpublish', 0, null]) });
    this.send({ type: command, body: writeAmf(['deleteStream', 0, null, 1]) });
    this.socket.end();
  }

  /** Is gone without a word, as behind a pulled cable that somebody notices. */
  drop(): void {
    this.socket.resetAndDestroy();
  }

  commands(): Amf[][] {
    return this.messages
      .filter((message) => message.type === command)
      .map(({ body }) => readAmf(body));
  }

  #take(bytes: Buffer): void {
    for (const message of this.#reader.feed(bytes)) {
      this.messages.push(message);
      if (message.type !== command) continue;
      const [name, , , info] = readAmf(message.body);
      if (name === 'onStatus') this.statuses.push(info as unknown as Status);
    }
  }
}

function isAnswer(name: Amf): boolean {
  return name === '_result' || name === '_error';
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
