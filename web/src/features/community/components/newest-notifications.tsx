import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button } from '@/components/ui/button';
import { ListSkeleton } from '@/components/ui/listing';
import { ProblemMessage } from '@/components/ui/problem-message';

import { newestNotificationsQuery, useMarkRead } from '../api/notifications';
import { NotificationItem } from './notification-item';

/** What hangs below the bell. */
export function NewestNotifications({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const newest = useQuery(newestNotificationsQuery());
  const markRead = useMarkRead();

  if (newest.isPending) return <ListSkeleton />;
  if (newest.data === undefined) {
    const retry = () => void newest.refetch();
    const title = t('notifications.failed');
    return <ProblemMessage level={2} title={title} problem={newest.error} onRetry={retry} />;
  }
  const { data, meta } = newest.data;
  return (
    <>
      <div className="flex items-center justify-between gap-2 pl-3">
        <h2 className="text-sm font-title">{t('notifications.title')}</h2>
        <Button
          look="quiet"
          disabled={meta.unreadCount === 0}
          onClick={() => markRead.mutate('all')}
        >
          {t('notifications.markAll')}
        </Button>
      </div>
      {data.length === 0 ? (
        <p className="px-3 py-4 text-sm text-muted">{t('notifications.empty')}</p>
      ) : (
        <ul className="max-h-96 overflow-y-auto">
          {data.map((each) => (
            <li key={each.id}>
              <NotificationItem
                notification={each}
                onFollow={() => {
                  if (each.readAt === null) markRead.mutate([each.id]);
                  onClose();
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <Link
        to="/notifications"
        onClick={onClose}
        className="block rounded-control px-3 py-2 text-center text-sm text-accent hover:bg-line/60"
      >
        {t('notifications.showAll')}
      </Link>
    </>
  );
}
