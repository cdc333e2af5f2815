import { useTranslation } from 'react-i18next';

import type { Problem } from '@/lib/problem';

import { Button } from './button';
import { Dialog } from './dialog';
import { Refusal } from './refusal';

interface Props {
  title: string;
  text: string;
  /** The verb on the button. */
  action: string;
  isPending: boolean;
  problem: Problem | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks again before what cannot be taken back. */
export function ConfirmDialog({ title, text, action, isPending, problem, ...on }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      onClose={on.onClose}
      actions={
        <>
          <Button onClick={on.onClose}>{t('common.cancel')}</Button>
          <Button look="danger" disabled={isPending} onClick={on.onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <Refusal problem={problem} />
    </Dialog>
  );
}
