import { useCallback, useEffect, useRef, useState } from 'react';

import { VodPlayer } from './vod-player';
import { loading, type VodSources, type VodState } from './vod-state';

interface VodVideo {
  state: VodState;
  setQuality: (level: number) => void;
  retry: () => void;
}

/** A VodPlayer for as long as the element is shown; new addresses are for its next attempt. */
export function useVodPlayer(
  video: HTMLVideoElement | null,
  sources: VodSources,
  renew: () => Promise<VodSources>,
  startAt: number,
): VodVideo {
  const [state, setState] = useState(loading);
  const player = useRef<VodPlayer | null>(null);
  const given = useRef({ sources, renew, startAt });

  useEffect(() => {
    given.current = { sources, renew, startAt };
  });

  useEffect(() => {
    if (video === null) return;
    const made = new VodPlayer({ ...given.current, renew: () => given.current.renew() });
    player.current = made;
    made.onState(setState);
    made.attach(video);
    return () => {
      player.current = null;
      made.destroy();
    };
  }, [video]);

  const setQuality = useCallback((level: number) => player.current?.setQuality(level), []);
  const retry = useCallback(() => player.current?.retry(), []);
  return { state, setQuality, retry };
}
