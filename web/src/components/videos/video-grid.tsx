import { useTranslation } from 'react-i18next';

import { Skeleton } from '@/components/ui/skeleton';
import type { Video } from '@/lib/api-types';

import { VideoCard } from './video-card';

const gridClass = 'grid grid-cols-1 gap-x-4 gap-y-6 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4';

interface Props {
  videos: Video[];
  showsChannel?: boolean;
}

export function VideoGrid({ videos, showsChannel = true }: Props) {
  return (
    <ul className={gridClass}>
      {videos.map((video) => (
        <li key={video.id} className="min-w-0">
          <VideoCard video={video} showsChannel={showsChannel} />
        </li>
      ))}
    </ul>
  );
}

export function VideoGridSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className={gridClass}>
      <span className="sr-only">{t('common.loading')}</span>
      {[0, 1, 2].map((i) => (
        <div key={i} className="flex flex-col gap-2">
          <Skeleton className="aspect-video" />
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-4 w-1/3" />
        </div>
      ))}
    </div>
  );
}
