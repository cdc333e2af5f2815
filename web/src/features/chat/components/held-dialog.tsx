import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

import { HeldList } from './held-list';

interface Props {
  channelId: string;
  onClose: () => void;
}

export function HeldDialog({ channelId, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('chat.heldList.title')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <HeldList channelId={channelId} />
    </Dialog>
  );
}
