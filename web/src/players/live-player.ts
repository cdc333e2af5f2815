import { asThisViewer } from '@/lib/viewer-id';

import { FlvPlayer } from './flv-player';
import { HlsPlayer } from './hls-player';
import { keepLastPicture } from './last-picture';
import { connecting, type Player, type PlayerState, type Trouble } from './player';
import { StateCell } from '@/lib/state-cell';

export interface Sources {
  flv?: string | null | undefined;
  hls?: string | null | undefined;
}

/** One way to play, made anew for each attempt. */
export interface Way {
  addressIn: (sources: Sources) => string | null | undefined;
  play: (url: string) => Player;
}

const firstRetryMs = 1000;
const retryMaxMs = 10_000;

/** The ways in which a stream can be played, the one with the least delay first. */
export const waysToPlay = (publisherAway: () => boolean): Way[] => [
  { addressIn: ({ flv }) => flv, play: (url) => new FlvPlayer({ url, publisherAway }) },
  { addressIn: ({ hls }) => hls, play: (url) => new HlsPlayer({ url, publisherAway }) },
];

/**
 * Plays by the first way that works, and by the next when one fails. A way that has played is tried again first;
 * one that this browser cannot play is not tried again. When none works it tells why and keeps trying. Addresses
 * may be good for a while only: those of a new attempt are asked for anew.
 */
export class LivePlayer implements Player {
  private readonly state = new StateCell(connecting);
  private readonly ways: Way[];
  private readonly renew: () => Promise<Sources>;
  private sources: Sources;
  private readonly hopeless = new Set<Way>();
  private untried: Way[] = [];
  private current: Player | null = null;
  private video: HTMLVideoElement | null = null;
  private retryDelayMs = firstRetryMs;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private round = 0;

  readonly onState = this.state.listen;

  constructor(ways: Way[], sources: Sources, renew: () => Promise<Sources>) {
    this.ways = ways;
    this.sources = sources;
    this.renew = renew;
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
    void this.beginAnew(this.ways);
  }

  destroy(): void {
    clearTimeout(this.retryTimer);
    ++this.round;
    this.drop();
    this.video?.removeAttribute('poster');
    this.video = null;
  }

  private async beginAnew(ways: Way[]): Promise<void> {
    clearTimeout(this.retryTimer);
    const round = ++this.round;
    try {
      this.sources = await this.renew();
    } catch {
      // Who asks for us knows why. The old addresses may still be good.
    }
    if (round === this.round) this.beginRound(ways);
  }

  private beginRound(ways: Way[]): void {
    this.untried = ways.filter((way) => this.isWorthTrying(way));
    if (this.untried.length === 0) this.giveUp('missing');
    else this.tryNext();
  }

  private isWorthTrying(way: Way): boolean {
    return Boolean(way.addressIn(this.sources)) && !this.hopeless.has(way);
  }

  private tryNext(): void {
    const way = this.untried.shift();
    const url = way?.addressIn(this.sources);
    if (!way || !url || this.video === null) return;
    this.drop();
    const player = way.play(asThisViewer(url));
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
      return this.later([way, ...others], firstRetryMs);
    }
    if (this.untried.length > 0) this.tryNext();
    else this.giveUp(trouble);
  }

  private giveUp(trouble: Trouble | null): void {
    this.drop();
    this.state.set({ phase: 'failed', trouble, latencySeconds: null });
    const addressed = this.ways.filter((way) => way.addressIn(this.sources));
    if (addressed.length > 0 && addressed.every((way) => this.hopeless.has(way))) return;
    this.later(this.ways, this.retryDelayMs);
    this.retryDelayMs = Math.min(this.retryDelayMs * 2, retryMaxMs);
  }

  private later(ways: Way[], delayMs: number): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => void this.beginAnew(ways), delayMs);
  }

  private drop(): void {
    this.current?.destroy();
    this.current = null;
  }
}
