import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { When } from '@/components/ui/when';
import type { Video } from '@/lib/api-types';

import { Thumbnail } from './thumbnail';
import { VideoProgress } from './video-progress';
import { ViewCount } from './view-count';

interface Props {
  video: Video;
  /** The channel is said where several are together. */
  showsChannel?: boolean;
}

/** A video among others: its picture, its title, and a line about it. Whose it is sees all. */
export function VideoCard({ video, showsChannel = true }: Props) {
  const { t } = useTranslation();
  const isHidden = video.visibility !== 'public';
  return (
    <article className="group relative flex flex-col gap-2">
      <Thumbnail video={video} />
      <div className="min-w-0">
        <h3 className="truncate text-base font-title">
          <Link
            to={`/video/${video.id}`}
            className="rounded-control after:absolute after:inset-0 after:rounded-panel"
          >
            {video.title}
          </Link>
        </h3>
        <p className="flex min-w-0 items-center gap-2 text-sm whitespace-nowrap text-muted">
          {showsChannel && (
            <>
              <span className="truncate">@{video.channel.handle}</span>
              <span aria-hidden>·</span>
            </>
          )}
          <ViewCount count={video.viewCount} />
          <span aria-hidden>·</span>
          <When time={video.createdAt} />
          {isHidden && (
            <>
              <span aria-hidden>·</span>
              <span>{t(`videos.visible.${video.visibility}`)}</span>
            </>
          )}
        </p>
        <VideoProgress video={video} />
      </div>
    </article>
  );
}
