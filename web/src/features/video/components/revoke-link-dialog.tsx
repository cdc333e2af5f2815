import { useTranslation } from 'react-i18next';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ShareLink } from '@/lib/api-types';

import { useRevokeShareLink } from '../api/share-links';

interface Props {
  videoId: string;
  link: ShareLink;
  onClose: () => void;
}

export function RevokeLinkDialog({ videoId, link, onClose }: Props) {
  const { t } = useTranslation();
  const revoke = useRevokeShareLink(videoId);
  return (
    <ConfirmDialog
      title={t('video.revokeTitle')}
      text={t('video.revokeText')}
      action={t('settings.revoke')}
      isPending={revoke.isPending}
      problem={revoke.error}
      onConfirm={() => revoke.mutate(link.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
