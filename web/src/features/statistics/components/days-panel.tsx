import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import { Table } from '@/components/ui/table';
import type { Day } from '@/lib/api-types';
import { dayIn, daysBefore, dayText } from '@/lib/calendar-day';
import { exactCount } from '@/lib/counts';
import { duration } from '@/lib/duration';
import { serverClock } from '@/lib/server-clock';

import { daysQuery } from '../api/statistics';

const DaysChart = lazy(() => import('./days-chart'));

interface Props {
  channelId: string;
  days: number;
  timeZone: string;
}

/** Views and watch time day by day: a picture, and the same as a table. */
export function DaysPanel({ channelId, days, timeZone }: Props) {
  const { t } = useTranslation();
  const from = daysBefore(dayIn(serverClock.now(), timeZone), days - 1);
  const query = useQuery(daysQuery(channelId, from));

  return (
    <Panel title={t('statistics.daily')} lead={t('statistics.dailyLead', { timeZone })}>
      {query.isPending && <Skeleton className="h-64" />}
      {query.isError && !query.data && (
        <ProblemMessage
          level={2}
          title={t('statistics.failed')}
          problem={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && (
        <>
          <Suspense fallback={<Skeleton className="h-64" />}>
            <DaysChart days={query.data} />
          </Suspense>
          <details>
            <summary className="w-fit rounded-control text-sm text-muted hover:text-text">
              {t('statistics.asTable')}
            </summary>
            <DaysTable days={query.data} />
          </details>
        </>
      )}
    </Panel>
  );
}

function DaysTable({ days }: { days: Day[] }) {
  const { t, i18n } = useTranslation();
  const count = (name: 'totalViews' | 'uniqueViewers' | 'peakViewers') => ({
    title: t(`statistics.${name}`),
    isNumber: true,
    cell: (day: Day) => exactCount(day[name], i18n.language),
  });
  return (
    <Table
      label={t('statistics.daily')}
      rows={days.toReversed()}
      keyOf={({ date }) => date}
      columns={[
        { title: t('statistics.day'), cell: ({ date }) => dayText(date, i18n.language) },
        count('totalViews'),
        count('uniqueViewers'),
        count('peakViewers'),
        {
          title: t('statistics.avgWatchTime'),
          isNumber: true,
          cell: ({ avgWatchTime }) => duration(avgWatchTime, i18n.language),
        },
      ]}
    />
  );
}
