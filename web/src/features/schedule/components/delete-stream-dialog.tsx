import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { Stream } from '@/lib/api-types';

import { useDeleteStream } from '../api/save-stream';

export function DeleteStreamDialog({ stream, onClose }: { stream: Stream; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeleteStream();
  return (
    <ConfirmDialog
      title={t('schedule.deleteTitle', { title: stream.title })}
      text={t('schedule.deleteText')}
      action={t('common.delete')}
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate(stream.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
