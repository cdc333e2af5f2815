import { Maximize, Minimize, Pause, PictureInPicture2, Play, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { StageButton } from './stage-button';
import type { StageParts } from './use-stage';

export const barClass = 'flex items-center gap-1 px-2 py-1';

/** What every bar begins with. */
export function PlayButton({ playback: { paused }, commands }: StageParts) {
  const { t } = useTranslation();
  return (
    <StageButton
      label={t(paused ? 'player.play' : 'player.pause')}
      shortcut="k"
      onClick={commands.togglePlay}
    >
      {paused ? <Play size={18} aria-hidden /> : <Pause size={18} aria-hidden />}
    </StageButton>
  );
}

export function Volume({ playback }: StageParts) {
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

/** And what every bar ends with. */
export function WindowButtons({ commands, fullScreen }: StageParts) {
  const { t } = useTranslation();
  return (
    <>
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
    </>
  );
}
