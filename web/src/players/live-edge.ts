export interface Limits {
  /** Seconds of media kept ahead of the picture: against jitter, and the least delay. */
  target: number;
  targetMax: number;
  /** What each stall adds to the target: a worse network is played from a little further back. */
  stallStep: number;
  /** What each tick without a stall takes back from that. */
  easeStep: number;
  /** Further ahead than target plus this, playing goes a little faster... */
  slack: number;
  /** ...and further ahead than this, it jumps. */
  jump: number;
  rateMax: number;
}

export const flvLimits: Limits = {
  target: 1,
  targetMax: 3,
  stallStep: 0.5,
  easeStep: 0.001,
  slack: 0.5,
  jump: 5,
  rateMax: 1.1,
};

const gapEntrySeconds = 0.05;

/**
 * Keeps the picture near the newest media that has arrived. A little too far behind it plays faster, much too far
 * it jumps, and it steps over holes that a publisher's return leaves. Driven by `tick`, several times a second.
 */
export class LiveEdge {
  private target: number;
  private catchingUp = false;
  private readonly video: HTMLVideoElement;
  private readonly limits: Limits;

  constructor(video: HTMLVideoElement, limits: Limits = flvLimits) {
    this.video = video;
    this.limits = limits;
    this.target = limits.target;
  }

  /** Seconds of media that have arrived and are not yet shown. */
  get ahead(): number {
    const end = bufferedEnd(this.video);
    return end === null ? 0 : Math.max(0, end - this.video.currentTime);
  }

  get atEdge(): boolean {
    return this.ahead < this.target + 2 * this.limits.slack + 1;
  }

  tick(): void {
    if (this.video.seeking) return;
    if (this.stepOverHole() || this.video.paused) return;
    this.target = Math.max(this.limits.target, this.target - this.limits.easeStep);
    if (this.ahead > this.limits.jump) this.goLive();
    else this.chase();
  }

  stalled(): void {
    this.target = Math.min(this.target + this.limits.stallStep, this.limits.targetMax);
  }

  goLive(): void {
    const { buffered } = this.video;
    if (buffered.length === 0 || this.ahead <= this.target) return;
    const newest = buffered.length - 1;
    const place = buffered.end(newest) - this.target;
    this.video.currentTime = Math.max(place, buffered.start(newest) + gapEntrySeconds);
    this.setRate(1);
  }

  private chase(): void {
    const excess = this.ahead - this.target;
    if (excess > this.limits.slack) this.catchingUp = true;
    if (excess <= 0) this.catchingUp = false;
    this.setRate(this.catchingUp ? this.limits.rateMax : 1);
  }

  private setRate(rate: number): void {
    if (rate === 1) this.catchingUp = false;
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  private stepOverHole(): boolean {
    const { buffered, currentTime, readyState } = this.video;
    if (readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return false;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= currentTime) continue;
      this.video.currentTime = buffered.start(i) + gapEntrySeconds;
      return true;
    }
    return false;
  }
}

export function bufferedEnd(video: HTMLVideoElement): number | null {
  const { buffered } = video;
  return buffered.length === 0 ? null : buffered.end(buffered.length - 1);
}
