import type Hls from 'hls.js';

import { isProblem } from '@/lib/problem';
import { asThisViewer } from '@/lib/viewer-id';

import { troubleOfStatus } from './element-player';
import { elementTrouble } from './element-trouble';
import { isKept, keepLastPicture } from './last-picture';
import type { Trouble } from './player';
import { StateCell } from '@/lib/state-cell';
import { qualitiesOf, vodConfig } from './vod-hls';
import { loading, type VodSources } from './vod-state';

interface Options {
  sources: VodSources;
  /** New addresses, when the old ones are no good any more. */
  renew: () => Promise<VodSources>;
  /** Seconds. */
  startAt: number;
}

const firstRetryMs = 1000;
const retryMaxMs = 10_000;
const hlsType = 'application/vnd.apple.mpegurl';

/**
 * Plays one video in one element, which it is given once and leaves empty: by hls.js, by the browser's own HLS, or as
 * one file. After trouble it goes on where it was, with addresses that are asked for anew.
 */
export class VodPlayer {
  private readonly state = new StateCell(loading);
  private readonly renew: () => Promise<VodSources>;
  private sources: VodSources;
  private place: number;
  private video: HTMLVideoElement | null = null;
  private hls: Hls | null = null;
  private attempt = new AbortController();
  private failures = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** What arrives in pieces could not be decoded: the whole file may be. */
  private prefersFile = false;

  readonly onState = this.state.listen;

  constructor({ sources, renew, startAt }: Options) {
    this.sources = sources;
    this.renew = renew;
    this.place = startAt;
  }

  attach(video: HTMLVideoElement): void {
    this.video = video;
    void this.begin();
  }

  /** Tries again now, for who does not want to wait. */
  retry(): void {
    this.prefersFile = false;
    void this.beginAnew();
  }

  setQuality(level: number): void {
    if (this.hls !== null) this.hls.nextLevel = level;
    this.state.set({ quality: level });
  }

  destroy(): void {
    this.drop();
    this.video = null;
  }

  private async begin(): Promise<void> {
    const { signal } = this.attempt;
    const { hls, mp4 } = this.sources;
    const library = hls && !this.prefersFile ? await import('hls.js').catch(() => null) : null;
    if (signal.aborted || this.video === null) return;
    this.follow(this.video, signal);
    const Library = library?.default;
    if (hls && Library?.isSupported()) this.load(Library, hls, this.video);
    else if (hls && !this.prefersFile && this.video.canPlayType(hlsType)) this.open(hls);
    else if (mp4) this.open(mp4);
    else this.fail(hls ? 'unsupported' : 'missing');
  }

  private load(Library: typeof Hls, url: string, video: HTMLVideoElement): void {
    const hls = new Library(vodConfig(this.place));
    this.hls = hls;
    let recovered = false;
    hls.on(Library.Events.MANIFEST_PARSED, () =>
      this.state.set({ qualities: qualitiesOf(hls.levels) }),
    );
    hls.on(Library.Events.ERROR, (_event, data) => {
      if (!data.fatal) return;
      if (data.type !== Library.ErrorTypes.MEDIA_ERROR) {
        this.later(troubleOfStatus(data.response?.code));
      } else if (recovered) {
        this.undecodable();
      } else {
        recovered = true;
        hls.recoverMediaError();
      }
    });
    hls.loadSource(asThisViewer(url));
    hls.attachMedia(video);
  }

  /** By the element's own means. */
  private open(url: string): void {
    if (this.video === null) return;
    const { signal } = this.attempt;
    const { video, place } = this;
    const failed = async () => {
      const trouble = await elementTrouble(video, url, signal);
      if (signal.aborted) return;
      if (trouble === 'media') this.undecodable();
      else this.later(trouble);
    };
    video.addEventListener('error', () => void failed(), { signal });
    if (place > 0) {
      const seek = () => (video.currentTime = place);
      video.addEventListener('loadedmetadata', seek, { signal, once: true });
    }
    video.src = asThisViewer(url);
  }

  private follow(video: HTMLVideoElement, signal: AbortSignal): void {
    const on = (event: string, act: () => void) => video.addEventListener(event, act, { signal });
    const ready = () => {
      if (isKept(video.poster)) video.removeAttribute('poster');
      this.state.set({ phase: 'ready', trouble: null });
    };
    on('canplay', ready);
    on('playing', ready);
    on('timeupdate', () => {
      if (video.currentTime > this.place) this.failures = 0;
      this.place = video.currentTime;
    });
    on('seeking', () => (this.place = video.currentTime));
    on('waiting', () => {
      if (this.state.current.phase === 'ready') this.state.set({ phase: 'waiting' });
    });
  }

  private undecodable(): void {
    if (this.prefersFile || !this.sources.mp4) {
      this.fail('media');
      return;
    }
    this.prefersFile = true;
    this.drop();
    void this.begin();
  }

  /** Begins again: at once and without a word the first time, for the address may only have become too old. */
  private later(trouble: Trouble): void {
    if (this.video !== null) keepLastPicture(this.video);
    this.drop();
    if (this.failures === 0) this.state.set({ phase: 'waiting' });
    else this.state.set({ phase: 'failed', trouble });
    const delayMs = this.failures === 0 ? 0 : firstRetryMs * 2 ** (this.failures - 1);
    ++this.failures;
    this.retryTimer = setTimeout(() => void this.beginAnew(), Math.min(delayMs, retryMaxMs));
  }

  private async beginAnew(): Promise<void> {
    this.drop();
    const { signal } = this.attempt;
    try {
      this.sources = await this.renew();
    } catch (error) {
      const status = isProblem(error) ? error.status : 0;
      if (signal.aborted) return;
      // Who may not have an address will not get one by asking again.
      if ([401, 403, 404].includes(status)) {
        this.fail(troubleOfStatus(status));
        return;
      }
    }
    if (!signal.aborted) void this.begin();
  }

  private fail(trouble: Trouble): void {
    this.drop();
    this.state.set({ phase: 'failed', trouble });
  }

  private drop(): void {
    clearTimeout(this.retryTimer);
    this.attempt.abort();
    this.attempt = new AbortController();
    this.hls?.destroy();
    this.hls = null;
    if (this.video?.hasAttribute('src')) {
      this.video.removeAttribute('src');
      this.video.load();
    }
  }
}
