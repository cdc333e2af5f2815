import { useTranslation } from 'react-i18next';

import { DropZone } from '@/components/ui/drop-zone';
import { FileButton } from '@/components/ui/file-button';

interface Props {
  onFiles: (files: File[]) => void;
}

// What some systems do not know to be videos is named by its ending.
export const accepted = 'video/*,audio/*,.mkv,.flv,.ts,.m2ts,.mts,.avi,.webm,.mov,.mp4,.m4v';

/** Where videos are dropped or chosen. */
export function AddFiles({ onFiles }: Props) {
  const { t } = useTranslation();
  return (
    <DropZone onFiles={onFiles}>
      <div className="flex w-full flex-col items-center gap-3 py-6 text-center sm:py-10">
        <p className="text-base">{t('upload.drop')}</p>
        <FileButton
          look="primary"
          label={t('upload.choose')}
          name={t('upload.files')}
          accept={accepted}
          multiple
          onFiles={onFiles}
        />
      </div>
    </DropZone>
  );
}
