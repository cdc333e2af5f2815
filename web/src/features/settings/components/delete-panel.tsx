import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';

import { useDeleteAccount } from '../api/leave';
import { ProofDialog } from './proof-dialog';

interface Props {
  username: string;
  onDone: () => void;
}

export function DeletePanel({ username, onDone }: Props) {
  const { t } = useTranslation();
  const remove = useDeleteAccount();
  const [asking, setAsking] = useState(false);
  return (
    <Panel title={t('settings.deleteTitle')} lead={t('settings.deleteLead')}>
      <Button look="danger" className="w-fit" onClick={() => setAsking(true)}>
        {t('settings.delete')}
      </Button>
      {asking && (
        <ProofDialog
          look="danger"
          title={t('settings.deleteSure', { username })}
          text={t('settings.deleteText')}
          action={t('settings.delete')}
          send={async ({ password }) => {
            await remove.mutateAsync(password);
            onDone();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}
