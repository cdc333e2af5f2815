const firstDataMs = 10_000;
const silenceMs = 12_000;

/** Notices when no new media arrives: a connection that died without a word. */
export class ProgressWatch {
  private end: number | null = null;
  private since: number;

  constructor(nowMs: number) {
    this.since = nowMs;
  }

  /** `excused`: the publisher itself is away, so silence is no fault of the connection. */
  isDead(end: number | null, nowMs: number, excused: boolean): boolean {
    if (end !== this.end || excused) {
      this.end = end;
      this.since = nowMs;
    }
    return nowMs - this.since > (this.end === null ? firstDataMs : silenceMs);
  }
}
