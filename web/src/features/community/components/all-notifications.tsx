import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button, buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { ListSkeleton } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Refusal } from '@/components/ui/refusal';
import { Link } from 'react-router';

import { allNotificationsQuery, useMarkRead } from '../api/notifications';
import { NotificationItem } from './notification-item';

/** Everything that I was told, the newest first. */
export function AllNotifications() {
  const { t } = useTranslation();
  const markRead = useMarkRead();
  const unread = useInfiniteQuery(allNotificationsQuery()).data?.pages[0]?.meta.unreadCount ?? 0;
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-4 px-4 py-6 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle title={t('notifications.title')} />
        {unread > 0 && (
          <Button disabled={markRead.isPending} onClick={() => markRead.mutate('all')}>
            {t('notifications.markAll')}
          </Button>
        )}
      </div>
      <Refusal problem={markRead.error} />
      <Items />
    </div>
  );
}

function Items() {
  const { t } = useTranslation();
  const all = useInfiniteQuery(allNotificationsQuery());
  const markRead = useMarkRead();

  if (all.isPending) return <ListSkeleton />;
  if (all.data === undefined) {
    const retry = () => void all.refetch();
    const title = t('notifications.failed');
    return <ProblemMessage level={2} title={title} problem={all.error} onRetry={retry} />;
  }
  const items = all.data.pages.flatMap(({ data }) => data);
  if (items.length === 0) {
    const home = (
      <Link to="/" className={buttonClass()}>
        {t('notifications.findChannels')}
      </Link>
    );
    return <Empty action={home}>{t('notifications.empty')}</Empty>;
  }
  return (
    <>
      <ul className="rounded-panel border border-line bg-raised p-1">
        {items.map((each) => (
          <li key={each.id}>
            <NotificationItem
              notification={each}
              onFollow={() => {
                if (each.readAt === null) markRead.mutate([each.id]);
              }}
            />
          </li>
        ))}
      </ul>
      {all.hasNextPage && (
        <Button
          className="self-center"
          disabled={all.isFetchingNextPage}
          onClick={() => void all.fetchNextPage()}
        >
          {t('common.showMore')}
        </Button>
      )}
    </>
  );
}
