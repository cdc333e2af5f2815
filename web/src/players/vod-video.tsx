import { useCallback, useImperativeHandle, useMemo, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

import { Resumed } from './resumed';
import { Stage } from './stage';
import { StageNotice } from './stage-notice';
import { useShortcuts } from './use-shortcuts';
import { useStage } from './use-stage';
import { useVodPlayer } from './use-vod-player';
import { useWatchLog } from './use-watch-log';
import { VodBar } from './vod-bar';
import { timeCommands, vodKeys } from './vod-commands';
import type { VodSources } from './vod-state';
import type { Report } from './watch-log';

/** What the page around the picture can do with it. */
export interface VodControls {
  seekTo: (seconds: number) => void;
  time: () => number;
}

interface Props {
  title: string;
  sources: VodSources;
  /** Where to go on when that was lost. */
  renew: () => Promise<VodSources>;
  poster?: string | undefined;
  /** In seconds. */
  startAt?: number;
  /** It begins there because the viewer left there. */
  isResumed?: boolean;
  onReport?: (report: Report) => void;
  ref?: Ref<VodControls>;
}

/** A video with its controls. */
export function VodVideo({ title, sources, renew, poster, startAt = 0, ...rest }: Props) {
  const { isResumed = false, onReport, ref } = rest;
  const { t } = useTranslation();
  const parts = useStage();
  const { video, playback } = parts;
  const { state, setQuality, retry } = useVodPlayer(video, sources, renew, startAt);
  const commands = useMemo(
    () => ({ ...parts.commands, ...timeCommands(video) }),
    [parts.commands, video],
  );
  useShortcuts(vodKeys, commands, parts.stage, true);
  useWatchLog(video, onReport);
  useImperativeHandle(
    ref,
    () => ({ seekTo: commands.seekTo, time: () => video?.currentTime ?? 0 }),
    [commands, video],
  );
  const [saysResumed, setSaysResumed] = useState(isResumed && startAt > 0);
  const said = useCallback(() => setSaysResumed(false), []);

  const busy = { loading: 'connecting', waiting: 'waiting', ready: null, failed: null } as const;
  const wait = busy[state.phase];
  return (
    <Stage
      parts={parts}
      label={t('player.videoLabel', { title })}
      poster={poster}
      waitingFor={wait && t(`player.${wait}`)}
      notice={
        <>
          <StageNotice subject="video" state={state} playback={playback} onRetry={retry} />
          {saysResumed && (state.phase === 'ready' || state.phase === 'waiting') && (
            <Resumed at={startAt} onStartOver={() => commands.seekTo(0)} onDone={said} />
          )}
        </>
      }
      bar={<VodBar state={state} parts={parts} commands={commands} onQuality={setQuality} />}
    />
  );
}
