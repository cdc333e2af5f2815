import { Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { IconButton } from '@/components/ui/icon-button';
import { When } from '@/components/ui/when';
import { Thumbnail } from '@/components/videos/thumbnail';
import { VideoProgress } from '@/components/videos/video-progress';
import { ViewCount } from '@/components/videos/view-count';
import type { Video } from '@/lib/api-types';
import { useRetryVideo } from '@/lib/video-acts';

interface Props {
  video: Video;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onDelete: () => void;
}

/** One of my videos: what it is, what is becoming of it, what can be done. */
export function VideoRow({ video, isChosen, onChoose, onDelete }: Props) {
  const { t } = useTranslation();
  const { id, title, status, visibility, viewCount, createdAt } = video;
  // What waits for its bytes goes on where it was begun.
  const to = status === 'UPLOADING' ? '/upload' : `/video/${id}`;
  return (
    <article
      aria-label={title}
      className="grid grid-cols-[auto_7rem_minmax(0,1fr)] items-start gap-x-3 gap-y-2 py-3 sm:grid-cols-[auto_10rem_minmax(0,1fr)_auto]"
    >
      <input
        type="checkbox"
        aria-label={t('library.choose', { title })}
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
        className="mt-1 size-4 accent-accent"
      />
      <Link to={to} tabIndex={-1} aria-hidden className="group">
        <Thumbnail video={video} />
      </Link>
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="line-clamp-2 text-base font-title">
          <Link to={to} className="rounded-control hover:text-accent">
            {title}
          </Link>
        </h3>
        <p className="text-sm text-muted">
          {t(`videos.visible.${visibility}`)} · <ViewCount count={viewCount} /> ·{' '}
          <When time={createdAt} />
        </p>
        <VideoProgress video={video} />
      </div>
      <Acts video={video} onDelete={onDelete} />
    </article>
  );
}

function Acts({ video: { id, title, status }, onDelete }: Pick<Props, 'video' | 'onDelete'>) {
  const { t } = useTranslation();
  const retry = useRetryVideo();
  return (
    <div className="col-start-3 -ml-2 flex items-center sm:col-start-4 sm:ml-0">
      {status === 'FAILED' && (
        <IconButton
          label={t('library.retry', { title })}
          disabled={retry.isPending}
          onClick={() => retry.mutate(id)}
        >
          <RotateCw size={18} aria-hidden />
        </IconButton>
      )}
      <Link
        to={`/video/${id}/edit`}
        aria-label={t('library.edit', { title })}
        title={t('library.edit', { title })}
        className="inline-flex size-8 items-center justify-center rounded-control text-muted hover:text-text"
      >
        <Pencil size={18} aria-hidden />
      </Link>
      <IconButton label={t('library.delete', { title })} onClick={onDelete}>
        <Trash2 size={18} aria-hidden />
      </IconButton>
    </div>
  );
}
