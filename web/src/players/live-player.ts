import { FlvPlayer } from './flv-player';
import { HlsPlayer } from './hls-player';
import { keepLastPicture } from './last-picture';
import type { Player, PlayerState } from './player';
import { StateCell } from './state-cell';

export interface Sources {
  flv?: string | null | undefined;
  hls?: string | null | undefined;
}

/** One way to play, made anew for each attempt. */
export type Way = () => Player;

const firstRetryMs = 1000;
const retryMaxMs = 10_000;

/** The ways in which a stream can be played, the one with the least delay first. */
export function waysOf({ flv, hls }: Sources, publisherAway: () => boolean): Way[] {
  const ways: Way[] = [];
  if (flv) ways.push(() => new FlvPlayer({ url: flv, publisherAway }));
  if (hls) ways.push(() => new HlsPlayer({ url: hls, publisherAway }));
  return ways;
}

/**
 * Plays by the first way that works, and by the next when one fails. A way that has played is tried again first;
 * one that this browser cannot play is not tried again. When none works it tells why and keeps trying.
 */
export class LivePlayer implements Player {
  private readonly state = new StateCell();
  private readonly ways: Way[];
  private readonly hopeless = new Set<Way>();
  private untried: Way[] = [];
  private current: Player | null = null;
  private video: HTMLVideoElement | null = null;
  private retryDelayMs = firstRetryMs;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  readonly onState = this.state.listen;

  constructor(ways: Way[]) {
    this.ways = ways;
  }

  attach(video: HTMLVideoElement): void {
    this.video = video;
    this.beginRound(this.ways);
  }

  goLive(): void {
    this.current?.goLive();
  }

  /** Tries again now, for who does not want to wait. */
  retry(): void {
    this.hopeless.clear();
    this.beginRound(this.ways);
  }

  destroy(): void {
    clearTimeout(this.retryTimer);
    this.drop();
    this.video?.removeAttribute('poster');
    this.video = null;
  }

  private beginRound(ways: Way[]): void {
    clearTimeout(this.retryTimer);
    this.untried = ways.filter((way) => !this.hopeless.has(way));
    this.tryNext();
  }

  private tryNext(): void {
    const way = this.untried.shift();
    if (way === undefined || this.video === null) return;
    this.drop();
    const player = way();
    this.current = player;
    let hasPlayed = false;
    player.onState((state) => {
      hasPlayed ||= state.phase === 'playing';
      if (this.current !== player) return;
      if (state.phase === 'failed') this.failed(way, state, hasPlayed);
      else this.tell(state);
    });
    player.attach(this.video);
  }

  private tell(state: PlayerState): void {
    if (state.phase === 'playing') {
      this.retryDelayMs = firstRetryMs;
      this.video?.removeAttribute('poster');
    }
    // Between two attempts of a round nothing is said: the viewer sees one wait, not each try.
    const failedBefore = this.state.current.phase === 'failed' && state.phase === 'connecting';
    if (!failedBefore) this.state.set(state);
  }

  private failed(way: Way, { trouble }: PlayerState, hasPlayed: boolean): void {
    if (this.video !== null) keepLastPicture(this.video);
    if (trouble === 'unsupported') this.hopeless.add(way);
    if (hasPlayed && trouble !== 'media') {
      this.state.set({ phase: 'waiting', latencySeconds: null });
      const others = this.ways.filter((other) => other !== way);
      return this.later(() => this.beginRound([way, ...others]), firstRetryMs);
    }
    if (this.untried.length > 0) return this.tryNext();

    this.drop();
    this.state.set({ phase: 'failed', trouble, latencySeconds: null });
    if (this.hopeless.size === this.ways.length) return;
    this.later(() => this.beginRound(this.ways), this.retryDelayMs);
    this.retryDelayMs = Math.min(this.retryDelayMs * 2, retryMaxMs);
  }

  private later(act: () => void, delayMs: number): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(act, delayMs);
  }

  private drop(): void {
    this.current?.destroy();
    this.current = null;
  }
}
