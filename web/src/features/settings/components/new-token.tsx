import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CopyRow } from '@/components/ui/copy-row';
import { useArrival } from '@/lib/use-arrival';

interface Props {
  name: string;
  token: string;
  onKept: () => void;
}

/** A token that has just been made, this once: the server keeps only its hash. */
export function NewToken({ name, token, onKept }: Props) {
  const { t } = useTranslation();
  const arrival = useArrival<HTMLParagraphElement>();
  return (
    <>
      <p ref={arrival} tabIndex={-1} className="text-base outline-none">
        {t('settings.tokenMade', { name })}
      </p>
      <CopyRow label={t('settings.token')} value={token} hint={t('settings.tokenHint')} />
      <Button look="primary" className="w-fit" onClick={onKept}>
        {t('settings.tokenKept')}
      </Button>
    </>
  );
}
