import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ControlBar } from './control-bar';
import type { Sources } from './live-player';
import { StageNotice } from './stage-notice';
import { useFullScreen } from './use-full-screen';
import { useIdle } from './use-idle';
import { useLivePlayer } from './use-live-player';
import { usePlayback } from './use-playback';
import { useShortcuts, type PlayerCommands } from './use-shortcuts';

interface Props {
  title: string;
  /** Where to begin. */
  sources: Sources;
  /** Where to go on when that was lost. */
  renew: () => Promise<Sources>;
  /** The server waits for the publisher to come back. */
  publisherAway?: boolean;
  /** It stalls or fails: time to ask whether the stream is still there. */
  onTrouble?: () => void;
  /** A small picture beside other things: silent, and its keys work only while it has the focus. */
  preview?: boolean;
}

/** A live stream with its controls. */
export function LiveVideo({
  title,
  sources,
  renew,
  publisherAway = false,
  onTrouble,
  preview = false,
}: Props) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<HTMLElement | null>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const { state, goLive, retry } = useLivePlayer(video, sources, renew, publisherAway);
  const playback = usePlayback(video, preview);
  const { full, toggle: toggleFullScreen } = useFullScreen(stage, video);
  const idle = useIdle(stage);

  const { togglePlay, toggleMute, setVolume } = playback;
  const commands = useMemo<PlayerCommands>(
    () => ({
      togglePlay,
      toggleMute,
      toggleFullScreen,
      goLive,
      togglePictureInPicture: () => void togglePictureInPicture(video),
      changeVolume: (by) => video && setVolume((video.muted ? 0 : video.volume) + by),
    }),
    [video, togglePlay, toggleMute, toggleFullScreen, goLive, setVolume],
  );
  useShortcuts(commands, stage, !preview);

  const troubled = state.phase === 'waiting' || state.phase === 'failed';
  useEffect(() => {
    if (troubled) onTrouble?.();
  }, [troubled, onTrouble]);

  const busy = state.phase === 'connecting' || state.phase === 'waiting';
  const showControls = !idle || playback.paused;
  return (
    <section
      ref={setStage}
      aria-label={t('player.label', { title })}
      className={`relative size-full overflow-hidden bg-stage ${showControls ? '' : 'cursor-none'}`}
    >
      <video
        ref={setVideo}
        playsInline
        className="size-full object-contain"
        onClick={(event) => {
          if (wasMouse(event.nativeEvent)) togglePlay();
        }}
        onDoubleClick={toggleFullScreen}
      />
      {busy && (
        <WaitingLine label={t(`player.${state.phase === 'waiting' ? 'waiting' : 'connecting'}`)} />
      )}
      <StageNotice
        state={state}
        playback={playback}
        publisherAway={publisherAway}
        onRetry={retry}
      />
      <div
        className={`absolute inset-x-0 bottom-0 transition-opacity duration-place focus-within:opacity-100 ${showControls ? '' : 'opacity-0'}`}
      >
        <ControlBar state={state} playback={playback} commands={commands} fullScreen={full} />
      </div>
    </section>
  );
}

function WaitingLine({ label }: { label: string }) {
  return (
    <div role="status" className="absolute inset-x-0 top-0 h-0.5 overflow-hidden">
      <div className="h-full w-1/4 animate-flow bg-stage-accent" />
      <span className="sr-only">{label}</span>
    </div>
  );
}

async function togglePictureInPicture(video: HTMLVideoElement | null): Promise<void> {
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await video?.requestPictureInPicture();
  } catch {
    // There is no picture yet, or the browser said no: nothing changes.
  }
}

// A touch only brings the controls; a mouse click on the picture is the big play button.
const wasMouse = (event: MouseEvent): boolean =>
  !(event instanceof PointerEvent) || event.pointerType === 'mouse';
