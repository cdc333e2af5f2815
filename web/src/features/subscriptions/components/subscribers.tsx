import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { When } from '@/components/ui/when';
import type { Channel, Subscribers as List } from '@/lib/api-types';
import { exactCount } from '@/lib/counts';
import { usePage } from '@/lib/use-page';

import { subscribersQuery } from '../api/subscriptions';
import { tiers } from './tiers';

/** Who subscribes to me, and how many to which tier. */
export function Subscribers({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const [page] = usePage();
  const query = useQuery(subscribersQuery(channel.userId, page));
  return (
    <>
      <PageTitle title={t('subscriptions.subscribers')} />
      {query.data && <Totals totals={query.data.totals} />}
      <Panel title={t('subscriptions.who')}>
        <Listing
          query={query}
          failed={t('subscriptions.subscribersFailed')}
          empty={<Empty>{t('subscriptions.noSubscribers')}</Empty>}
        >
          {(rows) => <Rows rows={rows} />}
        </Listing>
      </Panel>
    </>
  );
}

function Totals({ totals }: { totals: List['totals'] }) {
  const { t, i18n } = useTranslation();
  return (
    <dl className="grid grid-cols-3 gap-4 rounded-panel border border-line bg-raised p-4 sm:p-6">
      {tiers.map((tier) => (
        <div key={tier}>
          <dt className="text-xs text-muted">{t(`subscriptions.tier.${tier}`)}</dt>
          <dd className="text-lg font-title tabular-nums">
            {exactCount(totals[tier], i18n.language)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ rows }: { rows: List['data'] }) {
  const { t } = useTranslation();
  return (
    <Table
      label={t('subscriptions.who')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('subscriptions.user'),
          cell: ({ user }) => (
            <TextLink to={`/@${user.username.toLowerCase()}`}>{user.displayName}</TextLink>
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
          title: t('subscriptions.since'),
          cell: ({ startedAt }) => startedAt !== null && <When time={startedAt} />,
        },
        {
          title: t('subscriptions.until'),
          cell: ({ expiresAt }) => expiresAt !== null && <When time={expiresAt} />,
        },
      ]}
    />
  );
}
