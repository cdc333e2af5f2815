import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Avatar } from '@/components/ui/avatar';
import { LiveBadge } from '@/components/ui/live-badge';
import type { Channel } from '@/lib/api-types';
import { roundedCount } from '@/lib/counts';

export function ChannelRow({ channel }: { channel: Channel }) {
  const { t, i18n } = useTranslation();
  const count = channel.followerCount;
  return (
    <Link
      to={`/@${channel.handle}`}
      className="flex items-center gap-3 rounded-control py-2 hover:bg-line/40"
    >
      <Avatar name={channel.title} url={channel.thumbnailUrl} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-base font-title">{channel.title}</span>
        <span className="block truncate text-sm text-muted">
          @{channel.handle} ·{' '}
          {t('follow.followers', { count, shown: roundedCount(count, i18n.language) })}
        </span>
      </span>
      {channel.isLive && <LiveBadge />}
    </Link>
  );
}
