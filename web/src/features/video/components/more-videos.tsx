import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Skeleton } from '@/components/ui/skeleton';
import { When } from '@/components/ui/when';
import { Thumbnail } from '@/components/videos/thumbnail';
import { ViewCount } from '@/components/videos/view-count';
import type { Video } from '@/lib/api-types';

import { moreVideosQuery } from '../api/more-videos';

/** What else the channel has. */
export function MoreVideos({ video }: { video: Video }) {
  const { t } = useTranslation();
  const { data, isPending } = useQuery(moreVideosQuery(video.channelId));
  const others = data?.filter(({ id }) => id !== video.id) ?? [];
  if (!isPending && others.length === 0) return null;
  return (
    <aside
      aria-label={t('video.more', { channel: video.channel.title })}
      className="flex flex-col gap-3 px-4 py-4 sm:px-6 lg:w-[356px] lg:px-4"
    >
      <h2 className="text-base font-title">{t('video.more', { channel: video.channel.title })}</h2>
      <ul className="flex flex-col gap-3">
        {isPending && [0, 1, 2].map((i) => <RowSkeleton key={i} />)}
        {others.map((each) => (
          <li key={each.id}>
            <Row video={each} />
          </li>
        ))}
      </ul>
    </aside>
  );
}

function Row({ video }: { video: Video }) {
  return (
    <article className="group relative flex gap-3">
      <div className="w-36 shrink-0">
        <Thumbnail video={video} />
      </div>
      <div className="min-w-0">
        <h3 className="line-clamp-2 text-sm font-title">
          <Link
            to={`/video/${video.id}`}
            className="rounded-control after:absolute after:inset-0 after:rounded-panel"
          >
            {video.title}
          </Link>
        </h3>
        <p className="text-xs text-muted">
          <ViewCount count={video.viewCount} /> · <When time={video.createdAt} />
        </p>
      </div>
    </article>
  );
}

function RowSkeleton() {
  return (
    <li className="flex gap-3">
      <Skeleton className="aspect-video w-36 shrink-0" />
      <Skeleton className="h-5 w-1/2" />
    </li>
  );
}
