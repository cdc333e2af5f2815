import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { VideoProgress } from '@/components/videos/video-progress';
import { Button, buttonClass } from '@/components/ui/button';
import type { Video } from '@/lib/api-types';
import { useRetryVideo } from '@/lib/video-acts';

/** What the server makes of a file that has arrived. */
export function Becoming({ video }: { video: Video }) {
  const { t } = useTranslation();
  const retry = useRetryVideo();
  if (video.status === 'READY') {
    return (
      <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
        <span role="status">{t('upload.ready')}</span>
        <Link to={`/video/${video.id}`} className={buttonClass('primary')}>
          {t('upload.watch')}
        </Link>
      </p>
    );
  }
  return (
    <div role="status" className="flex flex-col gap-2">
      <VideoProgress video={video} />
      {video.status === 'FAILED' && (
        <Button className="w-fit" disabled={retry.isPending} onClick={() => retry.mutate(video.id)}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
