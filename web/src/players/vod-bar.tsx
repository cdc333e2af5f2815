import { useTranslation } from 'react-i18next';

import { clock } from '@/lib/elapsed';

import { barClass, PlayButton, Volume, WindowButtons } from './bar-parts';
import { SeekBar } from './seek-bar';
import type { StageParts } from './use-stage';
import { useTimeline } from './use-timeline';
import type { VodCommands } from './vod-commands';
import { VodSettings } from './vod-settings';
import type { VodState } from './vod-state';

interface Props {
  state: VodState;
  parts: StageParts;
  commands: VodCommands;
  onQuality: (level: number) => void;
}

/** The controls of something that has a beginning and an end. */
export function VodBar({ state, parts, commands, onQuality }: Props) {
  const { t } = useTranslation();
  const timeline = useTimeline(parts.video);
  const { time, duration, rate } = timeline;
  return (
    <div role="group" aria-label={t('player.controls')} className="bg-stage-veil pt-1">
      <SeekBar timeline={timeline} onSeek={commands.seekTo} />
      <div className={barClass}>
        <PlayButton {...parts} />
        <span className="px-1 text-sm whitespace-nowrap text-on-stage tabular-nums">
          {clock(time)} <span className="text-on-stage-muted">/ {clock(duration)}</span>
        </span>
        <div className="flex-1" />
        <Volume {...parts} />
        <VodSettings state={state} speed={rate} onSpeed={commands.setSpeed} onQuality={onQuality} />
        <WindowButtons {...parts} />
      </div>
    </div>
  );
}
