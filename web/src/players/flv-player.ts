import type Mpegts from 'mpegts.js';

import { ElementPlayer, troubleOfStatus } from './element-player';
import { FlvClock } from './flv-clock';
import { LiveEdge } from './live-edge';
import type { Trouble } from './player';

/** HTTP-FLV by mpegts.js, which is loaded when it is first needed: the least delay. */
export class FlvPlayer extends ElementPlayer {
  private edge: LiveEdge | null = null;

  goLive(): void {
    this.edge?.goLive();
  }

  protected async start(video: HTMLVideoElement): Promise<void> {
    const library = await import('mpegts.js').catch(() => null);
    if (this.ended.aborted) return;
    const mpegts = library?.default;
    if (mpegts === undefined) this.fail('network');
    else if (mpegts.getFeatureList().mseLivePlayback) this.load(mpegts, video);
    else this.fail('unsupported');
  }

  private load(mpegts: typeof Mpegts, video: HTMLVideoElement): void {
    mpegts.LoggingControl.enableAll = false;
    const player = mpegts.createPlayer(
      { type: 'flv', isLive: true, url: new URL(this.options.url, location.href).href },
      {
        enableStashBuffer: false, // What arrives is shown: the buffer against jitter is the element's own.
        lazyLoad: false,
        autoCleanupSourceBuffer: true,
        autoCleanupMaxBackwardDuration: 60,
        autoCleanupMinBackwardDuration: 30,
      },
    );
    const clock = new FlvClock();
    const { ERROR, LOADING_COMPLETE, METADATA_ARRIVED } = mpegts.Events;
    player.on(METADATA_ARRIVED, (metadata: unknown) => clock.read(metadata));
    player.on(LOADING_COMPLETE, () => this.fail('missing'));
    player.on(ERROR, (type: string, detail: string, info: unknown) =>
      this.fail(troubleOf(mpegts, type, detail, info)),
    );
    this.ended.addEventListener('abort', () => player.destroy());

    player.attachMediaElement(video);
    player.load();
    this.keepAtEdge(video, clock);
  }

  private keepAtEdge(video: HTMLVideoElement, clock: FlvClock): void {
    const edge = new LiveEdge(video);
    this.edge = edge;
    const observe = () => {
      edge.tick();
      const latencySeconds = video.readyState > 0 ? clock.latencySeconds(video.currentTime) : null;
      return { latencySeconds, atEdge: edge.atEdge };
    };
    this.follow(video, observe, () => edge.stalled());
    // Who paused a live stream and plays on wants what is live.
    video.addEventListener('play', () => edge.goLive(), { signal: this.ended });
    this.ended.addEventListener('abort', () => (video.playbackRate = 1));
  }
}

function troubleOf(mpegts: typeof Mpegts, type: string, detail: string, info: unknown): Trouble {
  const { ErrorTypes, ErrorDetails } = mpegts;
  if (type === ErrorTypes.MEDIA_ERROR) {
    return detail === ErrorDetails.MEDIA_CODEC_UNSUPPORTED ? 'unsupported' : 'media';
  }
  if (detail !== ErrorDetails.NETWORK_STATUS_CODE_INVALID) return 'network';
  return troubleOfStatus((info as { code?: number } | null)?.code);
}
