import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { Video } from '@/lib/api-types';
import { useDeleteVideos } from '@/lib/video-acts';

interface Props {
  videos: readonly Video[];
  onDone: () => void;
  onClose: () => void;
}

export function DeleteDialog({ videos, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const remove = useDeleteVideos();
  const count = videos.length;
  const title = videos[0]?.title ?? '';
  return (
    <ConfirmDialog
      title={
        count === 1 ? t('videos.deleteSure', { title }) : t('library.deleteSureMany', { count })
      }
      text={t('videos.deleteText')}
      action={t('common.delete')}
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() =>
        remove.mutate(
          videos.map(({ id }) => id),
          { onSuccess: onDone },
        )
      }
      onClose={onClose}
    />
  );
}
