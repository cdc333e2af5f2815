import { useTranslation } from 'react-i18next';

import { barClass, PlayButton, Volume, WindowButtons } from './bar-parts';
import { LiveEdgeButton } from './live-edge-button';
import type { PlayerState } from './player';
import type { StageParts } from './use-stage';

interface Props {
  state: PlayerState;
  parts: StageParts;
  onGoLive: () => void;
}

/** The one bar of controls. */
export function ControlBar({ state, parts, onGoLive }: Props) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('player.controls')} className={`bg-stage-veil ${barClass}`}>
      <PlayButton {...parts} />
      <LiveEdgeButton
        atEdge={state.atEdge && state.phase === 'playing' && !parts.playback.paused}
        latencySeconds={state.latencySeconds}
        onGoLive={onGoLive}
      />
      <div className="flex-1" />
      <Volume {...parts} />
      <WindowButtons {...parts} />
    </div>
  );
}
