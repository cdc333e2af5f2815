import type Hls from 'hls.js';
import type { HlsConfig } from 'hls.js';

import type { Quality } from './vod-state';

const aheadSeconds = 30;

/** How hls.js is to play a video from some place on. */
export const vodConfig = (startAt: number): Partial<HlsConfig> => ({
  enableWorker: false, // Segments are fragmented MP4 already: there is nothing to transmux.
  startPosition: startAt > 0 ? startAt : -1,
  maxBufferLength: aheadSeconds,
  backBufferLength: 2 * aheadSeconds,
});

/** The highest first; none where there is no choice. */
export function qualitiesOf(levels: Hls['levels']): Quality[] {
  const all = levels.map(({ height }, level) => ({ level, height })).filter(({ height }) => height);
  return all.length > 1 ? all.sort((a, b) => b.height - a.height) : [];
}
