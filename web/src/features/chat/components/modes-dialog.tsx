import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

import { chatSettingsQuery } from '../api/settings';
import { Loaded } from './loaded';
import { ModesForm } from './modes-form';

interface Props {
  channelId: string;
  onClose: () => void;
}

export function ModesDialog({ channelId, onClose }: Props) {
  const { t } = useTranslation();
  const settings = useQuery({ ...chatSettingsQuery(channelId), staleTime: 0 });
  return (
    <Dialog
      title={t('chat.settings.modes')}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <Loaded query={settings} failed={t('chat.settings.failed')}>
        {(data) => <ModesForm channelId={channelId} settings={data} />}
      </Loaded>
    </Dialog>
  );
}
