import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';

import { serverClock } from '@/lib/server-clock';

import { ElementPlayer, troubleOfStatus } from './element-player';
import { latency } from './flv-clock';
import type { Trouble } from './player';

const edgeSlackSeconds = 3;

/** Where the picture stands: the wall-clock moment it shows, and the newest position worth playing from. */
interface Place {
  shown: () => Date | null;
  edge: () => number | null;
}

/** What Safari's own player tells besides. */
interface NativeHls extends HTMLVideoElement {
  getStartDate?: () => Date;
}

/** HLS by hls.js, or by the browser itself where there are no Media Source Extensions: the widest reach. */
export class HlsPlayer extends ElementPlayer {
  private toEdge: () => void = () => undefined;

  goLive(): void {
    this.toEdge();
  }

  protected async start(video: HTMLVideoElement): Promise<void> {
    const library = await import('hls.js').catch(() => null);
    if (this.ended.aborted) return;
    // Chromium has an HLS player of its own now; hls.js tells more, so it is asked first.
    const Library = library?.default;
    if (Library === undefined) this.fail('network');
    else if (Library.isSupported()) this.load(Library, video);
    else if (video.canPlayType('application/vnd.apple.mpegurl') !== '') this.loadNative(video);
    else this.fail('unsupported');
  }

  private load(Library: typeof Hls, video: HTMLVideoElement): void {
    const hls = new Library({
      enableWorker: false, // Segments are fragmented MP4 already: there is nothing to transmux.
      liveSyncDurationCount: 2,
      liveMaxLatencyDurationCount: 6,
      maxLiveSyncPlaybackRate: 1.1,
      backBufferLength: 30,
    });
    let recovered = false;
    hls.on(Library.Events.ERROR, (_event, data) => {
      if (!data.fatal) return;
      if (recovered || !isDecoding(data)) return this.fail(troubleOf(Library, data));
      recovered = true;
      hls.recoverMediaError();
    });
    this.ended.addEventListener('abort', () => hls.destroy());
    hls.loadSource(this.options.url);
    hls.attachMedia(video);
    this.keepAtEdge(video, { shown: () => hls.playingDate, edge: () => hls.liveSyncPosition });
  }

  private loadNative(video: NativeHls): void {
    const signal = this.ended;
    video.addEventListener('error', () => this.fail('network'), { signal });
    video.src = this.options.url;
    signal.addEventListener('abort', () => {
      video.removeAttribute('src');
      video.load();
    });
    this.keepAtEdge(video, {
      shown: () => {
        const start = video.getStartDate?.().getTime() ?? NaN;
        return Number.isNaN(start) ? null : new Date(start + video.currentTime * 1000);
      },
      edge: () =>
        video.seekable.length === 0 ? null : video.seekable.end(video.seekable.length - 1),
    });
  }

  private keepAtEdge(video: HTMLVideoElement, { shown, edge }: Place): void {
    const behind = () => (edge() ?? video.currentTime) - video.currentTime;
    this.toEdge = () => {
      const newest = edge();
      if (newest !== null && behind() > edgeSlackSeconds) video.currentTime = newest;
    };
    const observe = () => {
      const date = shown();
      return {
        latencySeconds: date === null ? null : latency(serverClock.now() - date.getTime()),
        atEdge: behind() <= edgeSlackSeconds,
      };
    };
    this.follow(video, observe);
    // Who paused a live stream and plays on wants what is live.
    video.addEventListener('play', this.toEdge, { signal: this.ended });
  }
}

const isDecoding = (data: ErrorData): boolean => data.details.startsWith('buffer');

function troubleOf(Library: typeof Hls, data: ErrorData): Trouble {
  if (data.type !== Library.ErrorTypes.MEDIA_ERROR) return troubleOfStatus(data.response?.code);
  const incompatible = Library.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR;
  return data.details === incompatible ? 'unsupported' : 'media';
}
