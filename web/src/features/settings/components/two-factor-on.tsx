import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';

import { useDisableTwoFactor, useRenewRecoveryCodes } from '../api/two-factor';
import { ProofDialog } from './proof-dialog';

const codesFew = 3;

interface Props {
  codesLeft: number;
  onCodes: (codes: string[]) => void;
}

export function TwoFactorOn({ codesLeft, onCodes }: Props) {
  const { t } = useTranslation();
  const disable = useDisableTwoFactor();
  const renew = useRenewRecoveryCodes();
  const [asking, setAsking] = useState<'disable' | 'renew' | null>(null);
  const close = () => setAsking(null);

  return (
    <>
      <div>
        <p className="flex items-center gap-2 text-base">
          <ShieldCheck size={18} aria-hidden className="text-accent" />
          {t('settings.twoFactorOn')}
        </p>
        <p className={`text-sm ${codesLeft < codesFew ? 'text-warn' : 'text-muted'}`}>
          {t('settings.codesLeft', { count: codesLeft })}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsking('renew')}>{t('settings.newCodes')}</Button>
        <Button look="danger" onClick={() => setAsking('disable')}>
          {t('settings.disableTwoFactor')}
        </Button>
      </div>
      {asking === 'renew' && (
        <ProofDialog
          asksCode
          title={t('settings.newCodes')}
          text={t('settings.newCodesText')}
          action={t('settings.newCodes')}
          send={async (proof) => onCodes((await renew.mutateAsync(proof)).recoveryCodes)}
          onClose={close}
        />
      )}
      {asking === 'disable' && (
        <ProofDialog
          asksCode
          look="danger"
          title={t('settings.disableTitle')}
          text={t('settings.disableText')}
          action={t('settings.disableTwoFactor')}
          send={(proof) => disable.mutateAsync(proof)}
          onClose={close}
        />
      )}
    </>
  );
}
