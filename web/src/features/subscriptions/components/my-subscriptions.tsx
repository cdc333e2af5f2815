import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Empty } from '@/components/ui/empty';
import { ListSkeleton } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Subscription } from '@/lib/api-types';

import { mySubscriptionsQuery, useCancelSubscription } from '../api/subscriptions';
import { SubscriptionTable } from './subscription-table';

/** To whom I subscribe, and the way to stop. */
export function MySubscriptions() {
  const { t } = useTranslation();
  const [ended, setEnded] = useState<Subscription | null>(null);
  return (
    <>
      <PageTitle title={t('subscriptions.title')} />
      <Panel title={t('subscriptions.mine')} lead={t('subscriptions.mineLead')}>
        <Rows onEnd={setEnded} />
      </Panel>
      {ended !== null && <EndDialog subscription={ended} onClose={() => setEnded(null)} />}
    </>
  );
}

function Rows({ onEnd }: { onEnd: (subscription: Subscription) => void }) {
  const { t } = useTranslation();
  const mine = useQuery(mySubscriptionsQuery());
  if (mine.isPending) return <ListSkeleton />;
  if (mine.data === undefined) {
    const retry = () => void mine.refetch();
    const title = t('subscriptions.failed');
    return <ProblemMessage level={2} title={title} problem={mine.error} onRetry={retry} />;
  }
  if (mine.data.length === 0) {
    const home = (
      <Link to="/" className={buttonClass()}>
        {t('notifications.findChannels')}
      </Link>
    );
    return <Empty action={home}>{t('subscriptions.none')}</Empty>;
  }
  return (
    <SubscriptionTable
      subscriptions={mine.data}
      actOf={(each) =>
        each.status === 'active' || each.status === 'past_due' ? (
          <Button
            aria-label={t('subscriptions.endNamed', { name: each.streamer.displayName })}
            onClick={() => onEnd(each)}
          >
            {t('subscriptions.end')}
          </Button>
        ) : null
      }
    />
  );
}

function EndDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const { t } = useTranslation();
  const cancel = useCancelSubscription();
  return (
    <ConfirmDialog
      title={t('subscriptions.endTitle', { name: subscription.streamer.displayName })}
      text={t('subscriptions.endText')}
      action={t('subscriptions.end')}
      isPending={cancel.isPending}
      problem={cancel.error}
      onConfirm={() => cancel.mutate(subscription.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
