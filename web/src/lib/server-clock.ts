/**
 * How far the server's clock is ahead of this device's. Each reply that tells the server's time bounds the
 * difference from both sides: it was stamped after the request left and before the reply came. The bounds of
 * many replies, cut with each other, become much narrower than the one second that a Date header tells.
 */
export class ServerClock {
  private low = -Infinity;
  private high = Infinity;

  /** `spanMs`: how much later than `serverMs` the stamp may really be; 1000 for a Date header. */
  observe(serverMs: number, sentMs: number, receivedMs: number, spanMs = 0): void {
    const low = serverMs - receivedMs;
    const high = serverMs + spanMs - sentMs;
    if (high < low) return;
    this.low = Math.max(this.low, low);
    this.high = Math.min(this.high, high);
    if (this.low <= this.high) return;

    // A clock was set meanwhile: what was learned before is void.
    this.low = low;
    this.high = high;
  }

  /** Milliseconds to add to this device's clock. Of all that fits, the least: most clocks are right. */
  get offsetMs(): number {
    return Math.min(Math.max(0, this.low), this.high);
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }
}

export const serverClock = new ServerClock();
