import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Refusal } from '@/components/ui/refusal';
import type { ApiToken } from '@/lib/api-types';

import { useRevokeToken } from '../api/tokens';

interface Props {
  token: ApiToken;
  onClose: () => void;
}

/** Programs that use the token fail from then on, and it cannot be taken back. */
export function RevokeDialog({ token, onClose }: Props) {
  const { t } = useTranslation();
  const revoke = useRevokeToken();
  return (
    <Dialog
      title={t('settings.revokeTitle', { name: token.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="danger"
            disabled={revoke.isPending}
            onClick={() => revoke.mutate(token.id, { onSuccess: onClose })}
          >
            {t('settings.revoke')}
          </Button>
        </>
      }
    >
      <p>{t('settings.revokeText')}</p>
      <Refusal problem={revoke.error} />
    </Dialog>
  );
}
