import { useEffect, useState } from 'react';

export interface Timeline {
  time: number;
  /** 0 while it is not known. */
  duration: number;
  /** Until where there is media around the picture. */
  buffered: number;
  rate: number;
}

const nothing: Timeline = { time: 0, duration: 0, buffered: 0, rate: 1 };
const signs = ['timeupdate', 'seeking', 'durationchange', 'progress', 'ratechange', 'emptied'];

/** Where the picture stands. */
export function useTimeline(video: HTMLVideoElement | null): Timeline {
  const [timeline, setTimeline] = useState(nothing);
  useEffect(() => {
    if (video === null) return;
    const ended = new AbortController();
    const read = () => setTimeline(timelineOf(video));
    for (const sign of signs) video.addEventListener(sign, read, { signal: ended.signal });
    return () => ended.abort();
  }, [video]);
  return timeline;
}

function timelineOf(video: HTMLVideoElement): Timeline {
  const { currentTime: time, duration, playbackRate: rate } = video;
  const known = Number.isFinite(duration) ? duration : 0;
  return { time, duration: known, buffered: bufferedAround(video), rate };
}

function bufferedAround({ buffered, currentTime }: HTMLVideoElement): number {
  for (let i = 0; i < buffered.length; ++i) {
    if (buffered.start(i) <= currentTime && currentTime <= buffered.end(i)) return buffered.end(i);
  }
  return currentTime;
}
