import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Panel } from '@/components/ui/panel';
import type { Video } from '@/lib/api-types';
import { useDeleteVideos } from '@/lib/video-acts';

interface Props {
  video: Video;
  onDone: () => void;
}

export function DeleteVideoPanel({ video, onDone }: Props) {
  const { t } = useTranslation();
  const remove = useDeleteVideos();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Panel title={t('video.deleteTitle')} lead={t('video.deleteLead')}>
      <Button look="danger" className="w-fit" onClick={() => setIsAsking(true)}>
        {t('video.delete')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('videos.deleteSure', { title: video.title })}
          text={t('videos.deleteText')}
          action={t('common.delete')}
          isPending={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate([video.id], { onSuccess: onDone })}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Panel>
  );
}
