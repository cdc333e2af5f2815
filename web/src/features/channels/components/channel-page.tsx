import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button } from '@/components/ui/button';
import { PageTitle } from '@/components/ui/page-title';
import type { Channel } from '@/lib/api-types';
import { useMyChannel } from '@/lib/use-my-channel';

import { ChannelSettings } from './channel-settings';
import { DeleteChannelPanel } from './delete-channel-panel';
import { NewChannelDialog } from './new-channel-dialog';

/** What can be done about a channel, and the way to another one. */
export function ChannelPage({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const setSearch = useSearchParams()[1];
  const { channels } = useMyChannel();
  const [isMaking, setIsMaking] = useState(false);
  const isFirst = channels?.[0]?.id === channel.id;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle title={t('channels.title')} />
        <Button onClick={() => setIsMaking(true)}>{t('channels.make')}</Button>
      </div>
      <ChannelSettings channel={channel} />
      {!isFirst && <DeleteChannelPanel channel={channel} onDone={() => setSearch({})} />}
      {isMaking && (
        <NewChannelDialog
          onMade={({ id }) => setSearch({ channel: id })}
          onClose={() => setIsMaking(false)}
        />
      )}
    </>
  );
}
