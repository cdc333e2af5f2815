import { useEffect, useRef } from 'react';

import { WatchLog, type Report } from './watch-log';

/** Tells every ten seconds of watching where the picture is; at once when somebody pauses, goes, or has seen it all. */
export function useWatchLog(
  video: HTMLVideoElement | null,
  onReport: ((report: Report) => void) | undefined,
): void {
  const tell = useRef(onReport);
  useEffect(() => {
    tell.current = onReport;
  });

  useEffect(() => {
    if (video === null) return;
    const ended = new AbortController();
    const { signal } = ended;
    const log = new WatchLog(performance.now());
    let hasMoved = false;
    let position = 0; // The element has none any more when its player is gone.
    const report = (isLast: boolean) => {
      if (!hasMoved) return;
      hasMoved = false;
      tell.current?.({ position, watched: log.take(performance.now()), isLast });
    };
    const moved = () => {
      if (video.paused || video.seeking) {
        log.rest();
        return;
      }
      hasMoved = true;
      position = video.currentTime;
      log.move(performance.now());
      if (log.isDue(performance.now())) report(false);
    };
    const stopped = () => {
      log.rest();
      report(video.ended);
    };
    const hidden = () => {
      if (document.hidden) report(true);
    };
    video.addEventListener('timeupdate', moved, { signal });
    video.addEventListener('waiting', () => log.rest(), { signal });
    video.addEventListener('pause', stopped, { signal });
    document.addEventListener('visibilitychange', hidden, { signal });
    addEventListener('pagehide', () => report(true), { signal });
    return () => {
      report(true);
      ended.abort();
    };
  }, [video]);
}
