import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ProgressBar } from '@/components/ui/progress-bar';
import type { Video } from '@/lib/api-types';
import { videoQuery } from '@/lib/video-query';

import { useSendingWords } from '../hooks/use-sending-words';
import { useSending } from '../hooks/use-sendings';
import type { Sending } from '../sending/sending';
import { Becoming } from './becoming';
import { Remedy } from './remedy';
import { SendingActs } from './sending-acts';

interface Props {
  sending: Sending;
  /** Its details are open from the beginning. */
  isAlone: boolean;
  details: (video: Video) => ReactNode;
}

/** One file: how far it is, what can be done, and what is said of it meanwhile. */
export function SendingRow({ sending, isAlone, details }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const state = useSending(sending);
  const { file, userId } = sending;
  const { phase, videoId, sent } = state;
  const { words, figures } = useSendingWords(state, file.size);
  const { data: video } = useQuery({
    ...videoQuery(videoId ?? '', userId),
    enabled: videoId !== null,
  });
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  const isShown = isOpen ?? isAlone;

  return (
    <article aria-label={file.name} className="flex flex-col gap-2">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="text-base font-title">{video?.title ?? file.name}</p>
          {phase === 'sent' && video ? (
            <Becoming video={video} />
          ) : (
            <>
              <p
                role={phase === 'failed' ? 'alert' : 'status'}
                className={`text-sm ${phase === 'failed' ? 'text-danger' : 'text-muted'}`}
              >
                {words}
              </p>
              <p className="text-sm text-faint tabular-nums">{figures}</p>
            </>
          )}
        </div>
        <SendingActs sending={sending} state={state} />
      </div>
      {phase !== 'sent' && phase !== 'failed' && (
        <ProgressBar
          label={t('videos.progressOf', { title: file.name })}
          value={(100 * sent) / file.size}
        />
      )}
      {phase === 'failed' && <Remedy sending={sending} kind={state.trouble?.kind ?? 'refused'} />}
      {video && (
        <>
          <button
            type="button"
            aria-expanded={isShown}
            aria-controls={id}
            onClick={() => setIsOpen(!isShown)}
            className="w-fit rounded-control text-sm font-title text-accent"
          >
            {t(isShown ? 'upload.hideDetails' : 'upload.showDetails')}
          </button>
          <div id={id} hidden={!isShown} className="pt-2">
            {isShown && details(video)}
          </div>
        </>
      )}
    </article>
  );
}
