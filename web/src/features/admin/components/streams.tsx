import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { LiveBadge } from '@/components/ui/live-badge';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { When } from '@/components/ui/when';
import type { Stream } from '@/lib/api-types';
import { exactCount } from '@/lib/counts';
import { usePage } from '@/lib/use-page';

import { streamsQuery, useStopStream } from '../api/streams';
import { Filters, useFilters } from './filters';

const filterNames = ['q', 'status', 'visibility'] as const;
const states = ['scheduled', 'live', 'reconnecting', 'ended'] as const;
const visibilities = ['public', 'unlisted', 'private'] as const;

/** What is on air, before all other streams, and the way to end it. */
export function Streams() {
  const { t } = useTranslation();
  const [page] = usePage();
  const filters = useFilters(filterNames);
  const isWhole = page === 1 && Object.values(filters).every((value) => value === '');
  const live = useQuery(streamsQuery(1, { status: 'live' }));
  const streams = useQuery(streamsQuery(page, filters));
  const [stopped, setStopped] = useState<Stream | null>(null);
  const isShownAbove = (each: Stream) => live.data?.data.some(({ id }) => id === each.id) ?? false;

  return (
    <>
      <PageTitle title={t('admin.streams.title')} />
      {isWhole && live.data && live.data.data.length > 0 && (
        <Panel title={t('admin.streams.live')}>
          <Rows label={t('admin.streams.live')} rows={live.data.data} onStop={setStopped} />
        </Panel>
      )}
      <Panel title={t('admin.streams.all')}>
        <Filters
          words={t('schedule.streamTitle')}
          choices={[
            {
              name: 'status',
              label: t('schedule.status'),
              options: states.map((value) => ({ value, label: t(`admin.streams.state.${value}`) })),
            },
            {
              name: 'visibility',
              label: t('schedule.visibility'),
              options: visibilities.map((value) => ({
                value,
                label: t(`schedule.visible.${value}`),
              })),
            },
          ]}
        />
        <Listing
          query={streams}
          failed={t('admin.failed')}
          empty={<Empty>{t('admin.streams.none')}</Empty>}
        >
          {(rows) => (
            <Rows
              label={t('admin.streams.all')}
              rows={isWhole ? rows.filter((each) => !isShownAbove(each)) : rows}
              onStop={setStopped}
            />
          )}
        </Listing>
      </Panel>
      {stopped !== null && <StopDialog stream={stopped} onClose={() => setStopped(null)} />}
    </>
  );
}

interface RowsProps {
  label: string;
  rows: Stream[];
  onStop: (stream: Stream) => void;
}

function Rows({ label, rows, onStop }: RowsProps) {
  const { t, i18n } = useTranslation();
  return (
    <Table
      label={label}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('schedule.streamTitle'),
          cell: ({ id, title }) => <TextLink to={`/watch/${id}`}>{title}</TextLink>,
        },
        {
          title: t('admin.streams.channel'),
          cell: ({ handle }) => <TextLink to={`/@${handle}`}>@{handle}</TextLink>,
        },
        {
          title: t('schedule.status'),
          cell: ({ status }) =>
            status === 'live' ? <LiveBadge /> : t(`admin.streams.state.${status}`),
        },
        {
          title: t('schedule.when'),
          cell: (each) => (
            <When time={each.endedAt ?? each.startedAt ?? each.scheduledAt ?? each.createdAt} />
          ),
        },
        {
          title: t('statistics.totalViews'),
          isNumber: true,
          cell: ({ viewCount }) => exactCount(viewCount, i18n.language),
        },
        {
          title: t('schedule.acts'),
          isNumber: true,
          cell: (stream) =>
            stream.isLive && (
              <Button
                look="danger"
                aria-label={t('schedule.stop', { title: stream.title })}
                onClick={() => onStop(stream)}
              >
                {t('admin.streams.stop')}
              </Button>
            ),
        },
      ]}
    />
  );
}

function StopDialog({ stream, onClose }: { stream: Stream; onClose: () => void }) {
  const { t } = useTranslation();
  const stop = useStopStream();
  return (
    <ConfirmDialog
      title={t('admin.streams.stopTitle', { title: stream.title })}
      text={t('admin.streams.stopText')}
      action={t('admin.streams.stop')}
      isPending={stop.isPending}
      problem={stop.error}
      onConfirm={() => stop.mutate(stream.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
