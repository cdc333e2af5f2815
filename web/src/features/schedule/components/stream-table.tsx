import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { LiveBadge } from '@/components/ui/live-badge';
import { Refusal } from '@/components/ui/refusal';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { When } from '@/components/ui/when';
import type { Stream } from '@/lib/api-types';

import { useStartStream, useStopStream } from '../api/save-stream';
import { DeleteStreamDialog } from './delete-stream-dialog';
import { StreamActs } from './stream-acts';

interface Props {
  streams: Stream[];
  onEdit: (stream: Stream) => void;
}

export function StreamTable({ streams, onEdit }: Props) {
  const { t } = useTranslation();
  const [deleted, setDeleted] = useState<Stream | null>(null);
  const start = useStartStream();
  const stop = useStopStream();
  const next = start.data?.id;

  return (
    <>
      <Refusal problem={start.error ?? stop.error} />
      <p role="status" className={next === undefined ? 'sr-only' : 'text-sm text-accent'}>
        {start.data && t('schedule.started', { title: start.data.title })}
      </p>
      <Table
        label={t('schedule.all')}
        rows={streams}
        keyOf={({ id }) => id}
        columns={[
          {
            title: t('schedule.streamTitle'),
            cell: ({ id, title }) => <TextLink to={`/watch/${id}`}>{title}</TextLink>,
          },
          { title: t('schedule.status'), cell: (stream) => <Status stream={stream} /> },
          { title: t('schedule.when'), cell: (stream) => <Time stream={stream} /> },
          {
            title: t('schedule.visibility'),
            cell: ({ visibility }) => t(`schedule.visible.${visibility}`),
          },
          {
            title: t('schedule.acts'),
            isNumber: true,
            cell: (stream) => (
              <StreamActs
                stream={stream}
                isNext={stream.id === next}
                onEdit={() => onEdit(stream)}
                onStart={() => start.mutate(stream.id)}
                onStop={() => stop.mutate(stream.id)}
                onDelete={() => setDeleted(stream)}
              />
            ),
          },
        ]}
      />
      {deleted !== null && <DeleteStreamDialog stream={deleted} onClose={() => setDeleted(null)} />}
    </>
  );
}

function Status({ stream }: { stream: Stream }) {
  const { t } = useTranslation();
  return stream.isLive ? <LiveBadge /> : t(`schedule.state.${stream.status}`);
}

function Time({ stream }: { stream: Stream }) {
  const { t } = useTranslation();
  const time = stream.endedAt ?? stream.startedAt ?? stream.scheduledAt;
  return time === null ? t('schedule.anyTime') : <When time={time} />;
}
