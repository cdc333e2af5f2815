import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { PageTitle } from '@/components/ui/page-title';
import { Select } from '@/components/ui/select';
import type { Channel } from '@/lib/api-types';

import { totalsQuery } from '../api/statistics';
import { DaysPanel } from './days-panel';
import { Figures } from './figures';
import { TopStreams } from './top-streams';

const ranges = ['7', '30', '90', '365'] as const;

/** What a channel has come to: in all, day by day, and by stream. */
export function Statistics({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const totals = useQuery(totalsQuery(channel.id));
  const range = ranges.find((each) => each === search.get('days')) ?? '30';
  const timeZone = totals.data?.timeZone ?? channel.timeZone;

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <PageTitle title={t('statistics.title')} />
        <div className="w-44">
          <Select
            label={t('statistics.range')}
            value={range}
            options={ranges.map((value) => ({
              value,
              label: t('statistics.lastDays', { count: Number(value) }),
            }))}
            onChange={(event) => {
              const days = event.target.value;
              setSearch((old) => {
                old.set('days', days);
                return old;
              });
            }}
          />
        </div>
      </div>
      <Figures userId={channel.userId} totals={totals} />
      <DaysPanel channelId={channel.id} days={Number(range)} timeZone={timeZone} />
      <TopStreams channelId={channel.id} />
    </>
  );
}
