import type { Streamer } from './api.ts';
import { Scope } from './cleanup.ts';
import { flvFile } from './ffmpeg.ts';
import { isSequenceHeader, readTags, type Tag } from './flv.ts';
import { RtmpClient } from './rtmp-client.ts';
import type { Server } from './server.ts';
import { until } from './wait.ts';

const loopMs = 4000;
let encoded: Promise<Tag[]> | undefined;

/** A broadcast that goes on until somebody ends it. */
export class OnAir {
  readonly client: RtmpClient;
  readonly stream: { id: string; [field: string]: any }; // As the API shows it.

  private constructor(client: RtmpClient, stream: { id: string }) {
    this.client = client;
    this.stream = stream;
  }

  /** Publishes a small picture and a tone at the pace of life, and waits until that is live. */
  static async start(scope: Scope, server: Server, streamer: Streamer): Promise<OnAir> {
    const tags = await loop(scope);
    const client = await RtmpClient.connect(scope, server.rtmpPort);
    const status = await client.publish(streamer.key);
    if (status.level !== 'status') throw new Error(`publish: ${JSON.stringify(status)}`);
    void play(client, tags);
    const stream = await until(`${streamer.handle} is live`, async () => {
      const { body } = await streamer.api.get(`/api/streams/${streamer.handle}`);
      return body.isLive && body;
    });
    return new OnAir(client, stream);
  }

  /** Says goodbye, and waits until the server has let go. */
  async end(): Promise<void> {
    this.client.unpublish();
    await until('the broadcast is over', () => this.client.ended);
  }
}

/** Encoded once in the process that asks. */
function loop(scope: Scope): Promise<Tag[]> {
  const picture = 'testsrc2=size=160x90:rate=10';
  encoded ??= flvFile(scope, { seconds: loopMs / 1000, picture, keyframeEvery: 10 }).then(readTags);
  return encoded;
}

async function play(client: RtmpClient, tags: Tag[]): Promise<void> {
  const frames = tags.filter((tag) => !isSequenceHeader(tag));
  await client.sendPaced(tags.filter(isSequenceHeader));
  for (let round = 0; !client.ended; ++round) {
    await client.sendPaced(frames, (timestamp) => timestamp + round * loopMs);
  }
}
