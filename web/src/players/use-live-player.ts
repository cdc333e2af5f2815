import { useCallback, useEffect, useRef, useState } from 'react';

import { LivePlayer, waysToPlay, type Sources } from './live-player';
import { connecting, type PlayerState } from './player';

interface LiveVideo {
  state: PlayerState;
  goLive: () => void;
  retry: () => void;
}

/** A LivePlayer for as long as the element is shown; new addresses are for its next attempt. */
export function useLivePlayer(
  video: HTMLVideoElement | null,
  sources: Sources,
  renew: () => Promise<Sources>,
  publisherAway: boolean,
): LiveVideo {
  const [state, setState] = useState(connecting);
  const player = useRef<LivePlayer | null>(null);
  const given = useRef({ sources, renew, publisherAway });

  useEffect(() => {
    given.current = { sources, renew, publisherAway };
  });

  useEffect(() => {
    if (video === null) return;
    const made = new LivePlayer(
      waysToPlay(() => given.current.publisherAway),
      given.current.sources,
      () => given.current.renew(),
    );
    player.current = made;
    made.onState(setState);
    made.attach(video);
    return () => {
      player.current = null;
      made.destroy();
    };
  }, [video]);

  const goLive = useCallback(() => player.current?.goLive(), []);
  const retry = useCallback(() => player.current?.retry(), []);
  return { state, goLive, retry };
}
