import { useMemo, useState } from 'react';

import { useFullScreen } from './use-full-screen';
import { useIdle } from './use-idle';
import { usePlayback, type Playback } from './use-playback';

/** What can be done with any picture, by the bar and by keys. */
export interface StageCommands {
  togglePlay: () => void;
  toggleMute: () => void;
  toggleFullScreen: () => void;
  togglePictureInPicture: () => void;
  changeVolume: (by: number) => void;
}

export interface StageParts {
  stage: HTMLElement | null;
  setStage: (stage: HTMLElement | null) => void;
  video: HTMLVideoElement | null;
  setVideo: (video: HTMLVideoElement | null) => void;
  playback: Playback;
  fullScreen: boolean;
  /** Nobody has moved for a while. */
  idle: boolean;
  commands: StageCommands;
}

/** A picture and what people do with it, whatever it plays. */
export function useStage(startMuted = false): StageParts {
  const [stage, setStage] = useState<HTMLElement | null>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const playback = usePlayback(video, startMuted);
  const { full: fullScreen, toggle: toggleFullScreen } = useFullScreen(stage, video);
  const idle = useIdle(stage);

  const { togglePlay, toggleMute, setVolume } = playback;
  const commands = useMemo<StageCommands>(
    () => ({
      togglePlay,
      toggleMute,
      toggleFullScreen,
      togglePictureInPicture: () => void togglePictureInPicture(video),
      changeVolume: (by) => video && setVolume((video.muted ? 0 : video.volume) + by),
    }),
    [video, togglePlay, toggleMute, toggleFullScreen, setVolume],
  );
  return { stage, setStage, video, setVideo, playback, fullScreen, idle, commands };
}

async function togglePictureInPicture(video: HTMLVideoElement | null): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await video?.requestPictureInPicture();
  } catch {
    // There is no picture yet, or the browser said no: nothing changes.
  }
}
