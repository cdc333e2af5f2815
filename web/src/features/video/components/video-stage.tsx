import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { StageFrame } from '@/components/layouts/stage-frame';
import { StageMessage } from '@/components/layouts/stage-message';
import { useProgressWords } from '@/components/videos/use-progress-words';
import type { Video } from '@/lib/api-types';
import { useRetryVideo } from '@/lib/video-acts';

interface Props {
  video: Video;
  isOwner: boolean;
  /** The picture, once there is one. */
  children: ReactNode;
}

/** The picture of a video, or why there is none yet. */
export function VideoStage({ video, isOwner, children }: Props) {
  return (
    <StageFrame>
      {video.status === 'READY' ? children : <NotReady video={video} isOwner={isOwner} />}
    </StageFrame>
  );
}

function NotReady({ video, isOwner }: { video: Video; isOwner: boolean }) {
  const { t } = useTranslation();
  const words = useProgressWords(video);
  const retry = useRetryVideo();
  const { status } = video;
  if (status === 'UPLOADING' || status === 'PROCESSING') {
    const text = isOwner && words !== null ? words : t('video.soonText');
    return <StageMessage title={t(`video.stage.${status}`)} text={text} />;
  }
  const button = (
    <button
      type="button"
      disabled={retry.isPending}
      onClick={() => retry.mutate(video.id)}
      className="inline-flex h-9 items-center rounded-control bg-on-stage px-3 text-sm font-title text-stage"
    >
      {t('common.retry')}
    </button>
  );
  return (
    <StageMessage
      title={t('video.stage.FAILED')}
      text={words ?? ''}
      action={isOwner ? button : undefined}
    />
  );
}
