import { useTranslation } from 'react-i18next';

import type { Video } from '@/lib/api-types';

/** What is becoming of a video, in words; null when it is there. */
export function useProgressWords({ status, progress, job, failure }: Video): string | null {
  const { t } = useTranslation();
  const percent = Math.floor(progress);
  switch (status) {
    case 'UPLOADING':
      return t('videos.uploading', { percent });
    case 'PROCESSING': {
      const before = (job?.position ?? 0) - 1;
      if (before > 0) return t('videos.queued', { count: before });
      if (before === 0) return t('videos.next');
      return progress > 0 ? t('videos.processing', { percent }) : t('videos.beginning');
    }
    case 'FAILED':
      return failure?.message ?? t('videos.failedText');
    case 'READY':
      return null;
  }
}
