import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import type { ChannelTotals } from '@/lib/api-types';
import { exactCount, roundedCount } from '@/lib/counts';
import { duration } from '@/lib/duration';

import { overviewQuery } from '../api/statistics';

interface Props {
  userId: string;
  totals: UseQueryResult<ChannelTotals>;
}

/** The sums of a channel, and how many of its viewers subscribe. */
export function Figures({ userId, totals }: Props) {
  const { t, i18n } = useTranslation();
  const overview = useQuery(overviewQuery(userId));
  const failed = totals.error ?? overview.error;

  if (failed !== null && !(totals.data && overview.data)) {
    const retry = () => void Promise.all([totals.refetch(), overview.refetch()]);
    return (
      <ProblemMessage level={2} title={t('statistics.failed')} problem={failed} onRetry={retry} />
    );
  }
  if (!totals.data || !overview.data) return <Skeleton className="h-40" />;

  const language = i18n.language;
  const { totalViews, uniqueViewers, watchTime, avgWatchTime, peakViewers, followerCount } =
    totals.data;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const counts = { totalViews, uniqueViewers, peakViewers, followerCount };
  return (
    <Panel title={t('statistics.inAll')}>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {(['totalViews', 'uniqueViewers', 'peakViewers', 'followerCount'] as const).map((name) => (
          <Figure
            key={name}
            name={t(`statistics.${name}`)}
            value={roundedCount(counts[name], language)}
            exact={exactCount(counts[name], language)}
          />
        ))}
        <Figure name={t('statistics.watchTime')} value={duration(watchTime, language)} />
        <Figure name={t('statistics.avgWatchTime')} value={duration(avgWatchTime, language)} />
        <Figure
          name={t('statistics.newSubscriptions')}
          value={exactCount(overview.data.newSubscriptions, language)}
        />
        <Figure
          name={t('statistics.conversion')}
          // Who subscribes need not have watched.
          value={percent.format(Math.min(overview.data.conversion, 1))}
          exact={t('statistics.conversionText')}
        />
      </dl>
    </Panel>
  );
}

function Figure({ name, value, exact }: { name: string; value: string; exact?: string }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="text-lg font-title tabular-nums" title={exact}>
        {value}
      </dd>
    </div>
  );
}
