import { useCallback, useEffect, useState } from 'react';

/** iPhones let only the video element itself fill the screen. */
interface IosVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

export function useFullScreen(stage: HTMLElement | null, video: IosVideo | null) {
  const [full, setFull] = useState(false);

  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);

  const toggle = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (stage && document.fullscreenEnabled)
      void stage.requestFullscreen().catch(() => undefined);
    else video?.webkitEnterFullscreen?.();
  }, [stage, video]);

  return { full, toggle };
}
