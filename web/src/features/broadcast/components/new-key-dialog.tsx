import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useProblemText } from '@/components/ui/use-problem-text';

import { useRegenerateKey } from '../api/stream-key';

interface Props {
  channelId: string;
  onDone: () => void;
  onClose: () => void;
}

/** A new key ends a running stream and cannot be taken back, so it is asked for twice. */
export function NewKeyDialog({ channelId, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const regenerate = useRegenerateKey(channelId);
  const confirm = () =>
    regenerate.mutate(undefined, {
      onSuccess: () => {
        onDone();
        onClose();
      },
    });

  return (
    <Dialog
      title={t('studio.newKeyTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" disabled={regenerate.isPending} onClick={confirm}>
            {t('studio.newKeyConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('studio.newKeyText')}</p>
      {regenerate.isError && (
        <p role="alert" className="text-sm text-danger">
          {t('studio.newKeyFailed')} {problemText(regenerate.error)}
        </p>
      )}
    </Dialog>
  );
}
