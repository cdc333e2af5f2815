import { useCallback, useEffect, useRef, useState } from 'react';

import { LivePlayer, waysOf, type Sources } from './live-player';
import { connecting, type PlayerState } from './player';

interface LiveVideo {
  state: PlayerState;
  goLive: () => void;
  retry: () => void;
}

/** A LivePlayer for as long as the element is shown; another address makes another player. */
export function useLivePlayer(
  video: HTMLVideoElement | null,
  { flv, hls }: Sources,
  publisherAway: boolean,
): LiveVideo {
  const [state, setState] = useState(connecting);
  const player = useRef<LivePlayer | null>(null);
  const away = useRef(publisherAway);

  useEffect(() => {
    away.current = publisherAway;
  }, [publisherAway]);

  useEffect(() => {
    if (video === null) return;
    const made = new LivePlayer(waysOf({ flv, hls }, () => away.current));
    player.current = made;
    made.onState(setState);
    made.attach(video);
    return () => {
      player.current = null;
      made.destroy();
    };
  }, [video, flv, hls]);

  const goLive = useCallback(() => player.current?.goLive(), []);
  const retry = useCallback(() => player.current?.retry(), []);
  return { state, goLive, retry };
}
