import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { ControlBar } from './control-bar';
import type { Sources } from './live-player';
import { Stage } from './stage';
import { StageNotice } from './stage-notice';
import { useLivePlayer } from './use-live-player';
import { stageKeys, useShortcuts, type Keys } from './use-shortcuts';
import { useStage, type StageCommands } from './use-stage';

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

interface LiveCommands extends StageCommands {
  goLive: () => void;
}

/** The keys of YouTube's player, as far as they mean something for what is live. */
const keys: Keys<LiveCommands> = { ...stageKeys, End: (commands) => commands.goLive() };

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
  const parts = useStage(preview);
  const { state, goLive, retry } = useLivePlayer(parts.video, sources, renew, publisherAway);
  const commands = useMemo(() => ({ ...parts.commands, goLive }), [parts.commands, goLive]);
  useShortcuts(keys, commands, parts.stage, !preview);

  const troubled = state.phase === 'waiting' || state.phase === 'failed';
  useEffect(() => {
    if (troubled) onTrouble?.();
  }, [troubled, onTrouble]);

  const busy = state.phase === 'connecting' || state.phase === 'waiting' ? state.phase : null;
  return (
    <Stage
      parts={parts}
      label={t('player.label', { title })}
      waitingFor={busy && t(`player.${busy}`)}
      notice={
        <StageNotice
          state={state}
          playback={parts.playback}
          publisherAway={publisherAway}
          onRetry={retry}
        />
      }
      bar={<ControlBar state={state} parts={parts} onGoLive={goLive} />}
    />
  );
}
