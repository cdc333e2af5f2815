import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Empty } from '@/components/ui/empty';
import { ListSkeleton } from '@/components/ui/listing';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { When } from '@/components/ui/when';
import { exactCount } from '@/lib/counts';
import { duration } from '@/lib/duration';

import { topStreamsQuery } from '../api/statistics';

/** The streams that were seen the most. */
export function TopStreams({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('statistics.topStreams')}>
      <Rows channelId={channelId} />
    </Panel>
  );
}

function Rows({ channelId }: { channelId: string }) {
  const { t, i18n } = useTranslation();
  const top = useQuery(topStreamsQuery(channelId));
  const language = i18n.language;

  if (top.isPending) return <ListSkeleton />;
  if (top.data === undefined) {
    const retry = () => void top.refetch();
    const title = t('statistics.failed');
    return <ProblemMessage level={2} title={title} problem={top.error} onRetry={retry} />;
  }
  if (top.data.data.length === 0) return <Empty>{t('statistics.noStreams')}</Empty>;
  return (
    <Table
      label={t('statistics.topStreams')}
      rows={top.data.data}
      keyOf={({ streamId }) => streamId}
      columns={[
        {
          title: t('statistics.stream'),
          cell: ({ streamId, title }) => <TextLink to={`/watch/${streamId}`}>{title}</TextLink>,
        },
        {
          title: t('statistics.begun'),
          cell: ({ startedAt }) => startedAt !== null && <When time={startedAt} />,
        },
        {
          title: t('statistics.totalViews'),
          isNumber: true,
          cell: ({ totalViews }) => exactCount(totalViews, language),
        },
        {
          title: t('statistics.peakViewers'),
          isNumber: true,
          cell: ({ peakViewers }) => exactCount(peakViewers, language),
        },
        {
          title: t('statistics.watchTime'),
          isNumber: true,
          cell: ({ watchTime }) => duration(watchTime, language),
        },
      ]}
    />
  );
}
