import { serverClock, type ServerClock } from '@/lib/server-clock';

/**
 * Tells how old the picture on the screen is. The server writes into the script tag at the head of an FLV stream
 * which moment its time stamp 0 stands for and with which time stamp this viewer begins; mpegts.js shifts the
 * latter to 0 on the video element's clock.
 */
export class FlvClock {
  private epochMs: number | null = null;
  private startMs: number | null = null;
  private readonly server: Pick<ServerClock, 'now'>;

  constructor(server: Pick<ServerClock, 'now'> = serverClock) {
    this.server = server;
  }

  /** Takes an onMetaData object. A later one may move the epoch; where this viewer began stays. */
  read(metadata: unknown): void {
    const fields = metadata as { captureEpoch?: unknown; captureStart?: unknown } | null;
    if (isNumber(fields?.captureEpoch)) this.epochMs = fields.captureEpoch;
    if (isNumber(fields?.captureStart)) this.startMs ??= fields.captureStart;
  }

  latencySeconds(currentTime: number): number | null {
    if (this.epochMs === null || this.startMs === null) return null;
    return latency(this.server.now() - (this.epochMs + this.startMs + currentTime * 1000));
  }
}

/** Milliseconds to a figure worth showing: tenths, and never from the future. */
export const latency = (ms: number): number => Math.max(0, Math.round(ms / 100) / 10);

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
