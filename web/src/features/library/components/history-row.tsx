import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { When } from '@/components/ui/when';
import { Thumbnail } from '@/components/videos/thumbnail';
import type { Watched } from '@/lib/api-types';
import { clock } from '@/lib/elapsed';

/** Something I watched, and where it goes on. */
export function HistoryRow({ watched }: { watched: Watched }) {
  const { t } = useTranslation();
  const { video, position, isFinished, watchedAt } = watched;
  const seen = { ...video, position: isFinished ? video.duration : position };
  return (
    <article
      aria-label={video.title}
      className="group relative grid grid-cols-[8rem_minmax(0,1fr)] gap-3 py-3 sm:grid-cols-[10rem_minmax(0,1fr)]"
    >
      <Thumbnail video={seen} />
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="line-clamp-2 text-base font-title">
          <Link
            to={`/video/${video.id}`}
            className="rounded-control after:absolute after:inset-0 hover:text-accent"
          >
            {video.title}
          </Link>
        </h3>
        <p className="text-sm text-muted">
          @{video.channel.handle} · {t('library.watched')} <When time={watchedAt} />
        </p>
        <p className="text-sm text-muted">
          {isFinished
            ? t('library.finished')
            : t('library.goOnAt', { time: clock(position), duration: clock(video.duration) })}
        </p>
      </div>
    </article>
  );
}
