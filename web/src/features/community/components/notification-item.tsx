import { Film, Heart, Radio, Star, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { When } from '@/components/ui/when';
import type { Notification } from '@/lib/api-types';

const icons: Record<Notification['kind'], LucideIcon> = {
  stream_started: Radio,
  new_follower: Heart,
  new_subscriber: Star,
  video_ready: Film,
  video_failed: TriangleAlert,
};

function targetOf({ kind, data }: Notification): string {
  if (kind === 'stream_started') return `/watch/${data.streamId ?? ''}`;
  if (kind === 'new_subscriber') return '/studio/subscribers';
  if (kind === 'video_ready' || kind === 'video_failed') return `/video/${data.videoId ?? ''}`;
  return `/@${(data.user ?? '').toLowerCase()}`;
}

interface Props {
  notification: Notification;
  onFollow: () => void;
}

/** What happened, when, and the way there. What has not been read has a dot. */
export function NotificationItem({ notification, onFollow }: Props) {
  const { t } = useTranslation();
  const { kind, data, readAt, createdAt } = notification;
  const Icon = icons[kind];
  return (
    <Link
      to={targetOf(notification)}
      onClick={onFollow}
      className="flex items-start gap-3 rounded-control px-3 py-2 text-sm hover:bg-line/60"
    >
      <Icon size={18} aria-hidden className="mt-px shrink-0 text-muted" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={readAt === null ? 'font-title' : ''}>
          {t(`notifications.${kind}`, {
            streamer: data.streamer,
            title: data.title,
            user: data.user,
            tier: t(`subscriptions.tier.${tierOf(data.tier)}`),
          })}
        </span>
        <span className="text-xs text-faint">
          <When time={createdAt} />
        </span>
      </span>
      {readAt === null && (
        <span className="mt-1.5 size-2 shrink-0 rounded-round bg-accent">
          <span className="sr-only">{t('notifications.unread')}</span>
        </span>
      )}
    </Link>
  );
}

const tierOf = (tier: string | undefined) =>
  tier === 'pro' || tier === 'premium' ? tier : 'basic';
