import { useTranslation } from 'react-i18next';

import { ProgressBar } from '@/components/ui/progress-bar';
import type { Video } from '@/lib/api-types';
import { isOnItsWay } from '@/lib/video-query';

import { useProgressWords } from './use-progress-words';

/** What is becoming of a video, in one line and how far it is; nothing when it is there. */
export function VideoProgress({ video }: { video: Video }) {
  const { t } = useTranslation();
  const words = useProgressWords(video);
  if (words === null) return null;
  return (
    <div className="flex flex-col gap-1">
      <p className={`text-sm ${video.status === 'FAILED' ? 'text-danger' : 'text-muted'}`}>
        {words}
      </p>
      {isOnItsWay(video) && (
        <ProgressBar
          label={t('videos.progressOf', { title: video.title })}
          value={video.status === 'PROCESSING' && video.progress === 0 ? null : video.progress}
        />
      )}
    </div>
  );
}
