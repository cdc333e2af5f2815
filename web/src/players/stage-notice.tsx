import { Play, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import type { Trouble } from './player';
import type { Playback } from './use-playback';

interface Props {
  subject?: 'stream' | 'video';
  state: { phase: string; trouble: Trouble | null };
  playback: Playback;
  publisherAway?: boolean;
  onRetry: () => void;
}

const buttonClass =
  'inline-flex h-10 items-center gap-2 rounded-control bg-on-stage px-4 text-sm font-title text-stage';

/** What the viewer must know about the picture, in the picture: a sentence and at most one button. */
export function StageNotice({ subject = 'stream', publisherAway = false, ...rest }: Props) {
  const { state, playback, onRetry } = rest;
  const { t } = useTranslation();
  if (publisherAway && state.phase !== 'playing') return <Words>{t('player.publisherAway')}</Words>;
  if (state.phase === 'failed' && state.trouble !== null) {
    // A stream may begin at any moment; of a video only the way to it can get better by itself.
    const isFinal =
      subject === 'stream' ? state.trouble === 'unsupported' : state.trouble !== 'network';
    return (
      <Words
        action={
          <button type="button" className={buttonClass} onClick={onRetry}>
            {t('common.retry')}
          </button>
        }
      >
        {t(`player.${subject === 'video' ? 'videoProblem' : 'problem'}.${state.trouble}`)}{' '}
        {!isFinal && t('player.problem.retrying')}
      </Words>
    );
  }
  if (playback.startRefused) {
    return (
      <Centre>
        <button type="button" className={buttonClass} onClick={playback.togglePlay}>
          <Play size={18} aria-hidden />
          {t('player.startPlaying')}
        </button>
      </Centre>
    );
  }
  if (playback.soundRefused) {
    return (
      <button
        type="button"
        onClick={playback.toggleMute}
        className={`absolute top-3 left-3 ${buttonClass}`}
      >
        <VolumeX size={18} aria-hidden />
        {t('player.tapToUnmute')}
      </button>
    );
  }
  return null;
}

function Centre({ children }: { children: React.ReactNode }) {
  return <div className="absolute inset-0 flex items-center justify-center p-4">{children}</div>;
}

function Words({ children, action }: { children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <Centre>
      <div
        role="status"
        className="flex max-w-md flex-col items-center gap-3 rounded-panel bg-stage-veil p-4 text-center text-sm text-balance text-on-stage sm:text-base"
      >
        <p>{children}</p>
        {action}
      </div>
    </Centre>
  );
}
