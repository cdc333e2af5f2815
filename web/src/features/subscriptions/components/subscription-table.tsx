import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { When } from '@/components/ui/when';
import type { Subscription } from '@/lib/api-types';

interface Props {
  subscriptions: Subscription[];
  actOf: (subscription: Subscription) => ReactNode;
}

export function SubscriptionTable({ subscriptions, actOf }: Props) {
  const { t } = useTranslation();
  return (
    <Table
      label={t('subscriptions.mine')}
      rows={subscriptions}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('subscriptions.streamer'),
          cell: ({ streamer }) => (
            <TextLink to={`/@${streamer.username.toLowerCase()}`}>{streamer.displayName}</TextLink>
          ),
        },
        {
          title: t('subscriptions.tierTitle'),
          cell: ({ tier }) => t(`subscriptions.tier.${tier}`),
        },
        {
          title: t('subscriptions.status'),
          cell: ({ status }) => t(`subscriptions.state.${status}`),
        },
        {
          title: t('subscriptions.until'),
          cell: ({ expiresAt }) => expiresAt !== null && <When time={expiresAt} />,
        },
        { title: t('schedule.acts'), isNumber: true, cell: actOf },
      ]}
    />
  );
}
