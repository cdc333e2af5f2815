import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FileButton } from '@/components/ui/file-button';
import { IconButton } from '@/components/ui/icon-button';
import { ProgressBar } from '@/components/ui/progress-bar';
import { When } from '@/components/ui/when';
import type { Video } from '@/lib/api-types';
import { bytes } from '@/lib/bytes';
import { useDeleteVideos } from '@/lib/video-acts';

import { sendQueue } from '../sending/send-queue';
import { accepted } from './add-files';

interface Props {
  video: Video;
  userId: string;
}

/** An upload that waits for its file. */
export function UnfinishedRow({ video, userId }: Props) {
  const { t, i18n } = useTranslation();
  const remove = useDeleteVideos();
  const [wrong, setWrong] = useState<File | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { id, title, progress, sizeBytes } = video;
  const goOn = (file: File) => {
    const isOther = sizeBytes > 0 && file.size !== sizeBytes;
    setWrong(isOther ? file : null);
    if (!isOther) sendQueue.goOn(id, file, userId);
  };
  const size = (count: number) => bytes(count, i18n.language);
  return (
    <article aria-label={title} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="text-base font-title">{title}</p>
          <p className="text-sm text-muted">
            {t('upload.cameSoFar', { percent: Math.floor(progress), size: size(sizeBytes) })} ·{' '}
            <When time={video.updatedAt} />
          </p>
        </div>
        <div className="flex items-center gap-1">
          <FileButton
            label={t('upload.chooseAgain')}
            name={t('upload.chooseAgainNamed', { title })}
            accept={accepted}
            onFiles={([file]) => file && goOn(file)}
          />
          <IconButton label={t('upload.discard', { title })} onClick={() => setIsAsking(true)}>
            <Trash2 size={18} aria-hidden />
          </IconButton>
        </div>
      </div>
      <ProgressBar label={t('videos.progressOf', { title })} value={progress} />
      {wrong && (
        <p role="alert" className="text-sm text-danger">
          {t('upload.otherFile', {
            name: wrong.name,
            has: size(wrong.size),
            needs: size(sizeBytes),
          })}
        </p>
      )}
      {isAsking && (
        <ConfirmDialog
          title={t('upload.cancelTitle', { name: title })}
          text={t('upload.cancelText')}
          action={t('upload.cancelSure')}
          isPending={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate([id], { onSuccess: () => setIsAsking(false) })}
          onClose={() => setIsAsking(false)}
        />
      )}
    </article>
  );
}
