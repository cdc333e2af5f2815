import { Maximize, Minimize, Pause, PictureInPicture2, Play, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { LiveEdgeButton } from './live-edge-button';
import type { PlayerState } from './player';
import { StageButton } from './stage-button';
import type { Playback } from './use-playback';
import type { PlayerCommands } from './use-shortcuts';

interface Props {
  state: PlayerState;
  playback: Playback;
  commands: PlayerCommands;
  fullScreen: boolean;
}

/** The one bar of controls. */
export function ControlBar({ state, playback, commands, fullScreen }: Props) {
  const { t } = useTranslation();
  const { paused } = playback;
  return (
    <div
      role="group"
      aria-label={t('player.controls')}
      className="flex items-center gap-1 bg-stage-veil px-2 py-1"
    >
      <StageButton
        label={t(paused ? 'player.play' : 'player.pause')}
        shortcut="k"
        onClick={commands.togglePlay}
      >
        {paused ? <Play size={18} aria-hidden /> : <Pause size={18} aria-hidden />}
      </StageButton>
      <LiveEdgeButton
        atEdge={state.atEdge && state.phase === 'playing' && !paused}
        latencySeconds={state.latencySeconds}
        onGoLive={commands.goLive}
      />
      <div className="flex-1" />
      <Volume playback={playback} />
      {document.pictureInPictureEnabled && (
        <StageButton
          label={t('player.pictureInPicture')}
          shortcut="i"
          onClick={commands.togglePictureInPicture}
        >
          <PictureInPicture2 size={18} aria-hidden />
        </StageButton>
      )}
      <StageButton
        label={t(fullScreen ? 'player.leaveFullScreen' : 'player.fullScreen')}
        shortcut="f"
        onClick={commands.toggleFullScreen}
      >
        {fullScreen ? <Minimize size={18} aria-hidden /> : <Maximize size={18} aria-hidden />}
      </StageButton>
    </div>
  );
}

function Volume({ playback }: { playback: Playback }) {
  const { t } = useTranslation();
  const { muted, volume, toggleMute, setVolume } = playback;
  const silent = muted || volume === 0;
  return (
    <div className="flex items-center">
      <StageButton
        label={t(silent ? 'player.unmute' : 'player.mute')}
        shortcut="m"
        onClick={toggleMute}
      >
        {silent ? <VolumeX size={18} aria-hidden /> : <Volume2 size={18} aria-hidden />}
      </StageButton>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={muted ? 0 : volume}
        aria-label={t('player.volume')}
        onChange={(event) => setVolume(event.target.valueAsNumber)}
        className="mx-1 hidden h-5 w-20 cursor-pointer accent-stage-accent sm:block"
      />
    </div>
  );
}
