import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import type { Channel, Stream } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { channelStreamsQuery } from '../api/streams';
import { StreamDialog } from './stream-dialog';
import { StreamTable } from './stream-table';

/** The streams of a channel: what is planned, on air, and over. */
export function Schedule({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const [page] = usePage();
  const [edited, setEdited] = useState<Stream | 'new' | null>(null);
  const streams = useQuery(channelStreamsQuery(channel.id, page));

  const plan = (
    <Button look="primary" onClick={() => setEdited('new')}>
      {t('schedule.plan')}
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle title={t('schedule.title')} />
        {plan}
      </div>
      <Panel title={t('schedule.all')} lead={t('schedule.lead')}>
        <Listing
          query={streams}
          failed={t('schedule.failed')}
          empty={<Empty>{t('schedule.empty')}</Empty>}
        >
          {(rows) => <StreamTable streams={rows} onEdit={setEdited} />}
        </Listing>
      </Panel>
      {edited !== null && (
        <StreamDialog
          channelId={channel.id}
          stream={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
