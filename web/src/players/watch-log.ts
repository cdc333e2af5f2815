export interface Report {
  /** Where the picture is, in seconds. */
  position: number;
  /** Whole seconds of watching since the last report. */
  watched: number;
  /** Nothing may follow: the page goes, or the video is over. */
  isLast: boolean;
}

export const reportEveryMs = 10_000;
// Between two signs of life more than this is no watching: the machine slept, or somebody jumped.
const stepMaxMs = 2000;

/** Counts what is watched, by the clock on the wall, and says when it is time to tell. */
export class WatchLog {
  private watchedMs = 0;
  private seenAt: number | null = null;
  private toldAt: number;

  constructor(nowMs: number) {
    this.toldAt = nowMs;
  }

  /** The picture moved. */
  move(nowMs: number): void {
    if (this.seenAt !== null) this.watchedMs += Math.min(nowMs - this.seenAt, stepMaxMs);
    this.seenAt = nowMs;
  }

  /** It stands still. */
  rest(): void {
    this.seenAt = null;
  }

  isDue(nowMs: number): boolean {
    return this.watchedMs > 0 && nowMs - this.toldAt >= reportEveryMs;
  }

  /** Seconds to tell; what is left of them counts for the next report. */
  take(nowMs: number): number {
    const seconds = Math.floor(this.watchedMs / 1000);
    this.watchedMs -= seconds * 1000;
    this.toldAt = nowMs;
    return seconds;
  }
}
