import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Avatar } from '@/components/ui/avatar';
import { When } from '@/components/ui/when';
import { ViewCount } from '@/components/videos/view-count';
import type { Video } from '@/lib/api-types';

import { Description } from './description';

interface Props {
  video: Video;
  onSeek: (seconds: number) => void;
  /** What a viewer can do about the channel, */
  channelActs: ReactNode;
  /** and about the video. */
  acts: ReactNode;
}

/** What is to be read of a video under its picture. */
export function AboutVideo({ video, onSeek, channelActs, acts }: Props) {
  const { t } = useTranslation();
  const { title, description, duration, owner, channel, visibility } = video;
  return (
    <div className="flex w-full min-w-0 flex-col gap-3 px-4 py-4 sm:px-6">
      <div className="flex flex-col gap-1">
        <h1 className="min-w-0 text-lg font-title">{title}</h1>
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          <ViewCount count={video.viewCount} />
          <span aria-hidden>·</span>
          <When time={video.createdAt} />
          {visibility !== 'public' && (
            <>
              <span aria-hidden>·</span>
              <span>{t(`videos.visible.${visibility}`)}</span>
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
          <Link
            to={`/@${channel.handle}`}
            className="flex min-w-0 items-center gap-2 rounded-control"
          >
            <Avatar name={owner.displayName || owner.username} url={owner.avatarUrl} />
            <span className="min-w-0">
              <span className="block truncate text-sm font-title">{channel.title}</span>
              <span className="block truncate text-xs text-muted">@{channel.handle}</span>
            </span>
          </Link>
          {channelActs}
        </div>
        <div className="flex flex-wrap items-center gap-2">{acts}</div>
      </div>
      <Description text={description} duration={duration} onSeek={onSeek} />
      <Labels video={video} />
    </div>
  );
}

const labelClass =
  'inline-flex h-7 items-center rounded-round border border-line px-3 text-xs text-muted hover:border-faint hover:text-text';

function Labels({ video: { categories, tags } }: { video: Video }) {
  const { t } = useTranslation();
  if (categories.length + tags.length === 0) return null;
  const to = (name: string, value: string) =>
    `${name === 'category' ? '/' : '/search'}?${new URLSearchParams({ [name]: value }).toString()}`;
  return (
    <ul aria-label={t('video.labels')} className="flex flex-wrap gap-2">
      {categories.map(({ slug, name }) => (
        <li key={slug}>
          <Link to={to('category', slug)} className={labelClass}>
            {name}
          </Link>
        </li>
      ))}
      {tags.map((tag) => (
        <li key={`#${tag}`}>
          <Link to={to('q', tag)} className={labelClass}>
            #{tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
