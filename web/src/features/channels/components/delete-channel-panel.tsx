import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Panel } from '@/components/ui/panel';
import type { Channel } from '@/lib/api-types';

import { useDeleteChannel } from '../api/change-channel';

interface Props {
  channel: Channel;
  onDone: () => void;
}

export function DeleteChannelPanel({ channel, onDone }: Props) {
  const { t } = useTranslation();
  const remove = useDeleteChannel(channel.id);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Panel title={t('channels.deleteTitle')} lead={t('channels.deleteLead')}>
      <Button look="danger" className="w-fit" onClick={() => setIsAsking(true)}>
        {t('channels.delete')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('channels.deleteSure', { handle: channel.handle })}
          text={t('channels.deleteText')}
          action={t('channels.delete')}
          isPending={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate(undefined, { onSuccess: onDone })}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Panel>
  );
}
