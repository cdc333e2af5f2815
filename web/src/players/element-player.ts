import { bufferedEnd } from './live-edge';
import { connecting, type Player, type PlayerState, type Trouble } from './player';
import { ProgressWatch } from './progress-watch';
import { StateCell } from '@/lib/state-cell';

const tickMs = 250;

export interface Options {
  url: string;
  /** Whether the publisher is known to be away: nothing can come then, and nothing is wrong. */
  publisherAway: () => boolean;
}

/** What the ways to play have in common: a state that follows the video element, one end, and giving up once. */
export abstract class ElementPlayer implements Player {
  protected readonly options: Options;
  /** Aborted when the player goes: whatever was begun is undone by it. */
  protected readonly ended: AbortSignal;
  private readonly end = new AbortController();
  private readonly state = new StateCell(connecting);
  private hasFailed = false;

  readonly onState = this.state.listen;

  constructor(options: Options) {
    this.options = options;
    this.ended = this.end.signal;
  }

  attach(video: HTMLVideoElement): void {
    void this.start(video);
  }

  abstract goLive(): void;

  destroy(): void {
    this.end.abort();
  }

  protected abstract start(video: HTMLVideoElement): Promise<void>;

  /** Watches the element; `observe` tells, some times a second, what only this way of playing knows. */
  protected follow(
    video: HTMLVideoElement,
    observe: () => Pick<PlayerState, 'latencySeconds' | 'atEdge'>,
    onStall: () => void = () => undefined,
  ): void {
    const { publisherAway } = this.options;
    const signal = this.ended;
    const progress = new ProgressWatch(performance.now());

    const tick = () => {
      if (this.hasFailed) return;
      const excused = publisherAway() || document.hidden;
      if (progress.isDead(bufferedEnd(video), performance.now(), excused)) this.fail('network');
      else this.state.set(observe());
    };
    const timer = setInterval(tick, tickMs);
    signal.addEventListener('abort', () => clearInterval(timer));

    video.addEventListener('playing', () => this.state.set({ phase: 'playing' }), { signal });
    const waiting = () => {
      if (this.state.current.phase !== 'playing' || video.seeking) return;
      if (!publisherAway()) onStall();
      this.state.set({ phase: 'waiting' });
    };
    video.addEventListener('waiting', waiting, { signal });
  }

  /** Says that this way has come to its end. Later, not now: the library that told us is still in its own call. */
  protected fail(trouble: Trouble): void {
    if (this.hasFailed || this.ended.aborted) return;
    this.hasFailed = true;
    queueMicrotask(() => this.state.set({ phase: 'failed', trouble, latencySeconds: null }));
  }
}

/** What a media server's refusal means. */
export function troubleOfStatus(status: number | undefined): Trouble {
  if (status === 404) return 'missing';
  return status === 401 || status === 403 ? 'refused' : 'network';
}
