import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { VideoGrid } from '@/components/videos/video-grid';
import type { Video } from '@/lib/api-types';

/** What was uploaded last, below who is live. */
export function RecentVideos({ videos }: { videos: Video[] }) {
  const { t } = useTranslation();
  const id = useId();
  if (videos.length === 0) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h2 id={id} className="text-lg font-title">
        {t('home.videos')}
      </h2>
      <VideoGrid videos={videos} />
    </section>
  );
}
