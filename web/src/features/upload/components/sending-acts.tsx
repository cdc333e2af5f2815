import { useQueryClient } from '@tanstack/react-query';
import { Pause, Play, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { IconButton } from '@/components/ui/icon-button';

import { sendQueue } from '../sending/send-queue';
import type { Sending, SendingState } from '../sending/sending';

interface Props {
  sending: Sending;
  state: SendingState;
}

/** Pause, go on, and the end of it, which is asked for where something would be lost. */
export function SendingActs({ sending, state: { phase, videoId } }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const name = sending.file.name;
  const isDone = phase === 'sent';
  const isGoing = phase === 'sending' || phase === 'lost';
  const remove = async (discards: boolean) => {
    await sendQueue.remove(sending, discards).catch(() => undefined); // It goes by itself in a day.
    await queries.invalidateQueries({ queryKey: ['videos'] });
  };
  return (
    <div className="flex shrink-0">
      {isGoing && (
        <IconButton label={t('upload.pause', { name })} onClick={() => sending.pause()}>
          <Pause size={18} aria-hidden />
        </IconButton>
      )}
      {phase === 'paused' && (
        <IconButton label={t('upload.resume', { name })} onClick={() => sendQueue.resume(sending)}>
          <Play size={18} aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={t(isDone ? 'upload.takeOffNamed' : 'upload.cancel', { name })}
        onClick={() => {
          if (isDone || videoId === null) void remove(!isDone);
          else setIsAsking(true);
        }}
      >
        <X size={18} aria-hidden />
      </IconButton>
      {isAsking && (
        <ConfirmDialog
          title={t('upload.cancelTitle', { name })}
          text={t('upload.cancelText')}
          action={t('upload.cancelSure')}
          isPending={false}
          problem={null}
          onConfirm={() => void remove(true)}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}
