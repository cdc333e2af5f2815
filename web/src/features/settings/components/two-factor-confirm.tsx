import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CopyRow } from '@/components/ui/copy-row';
import { Field } from '@/components/ui/field';
import { QrCode } from '@/components/ui/qr-code';
import { Refusal } from '@/components/ui/refusal';
import type { TwoFactorSetup } from '@/lib/api-types';
import { useArrival } from '@/lib/use-arrival';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useEnableTwoFactor } from '../api/two-factor';

interface Props {
  setup: TwoFactorSetup;
  onClose: () => void;
  onDone: (recoveryCodes: string[]) => void;
}

/** The secret goes into the app, and a code of the app proves that it is there. */
export function TwoFactorConfirm({ setup, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const arrival = useArrival<HTMLParagraphElement>();
  const checks = useAccountChecks();
  const enable = useEnableTwoFactor();
  const { field, submit, problem } = useForm({ code: '' }, { code: checks.code });
  const confirm = submit(async ({ code }) => {
    const { recoveryCodes } = await enable.mutateAsync(code.replace(/\s/g, ''));
    onDone(recoveryCodes);
  });

  return (
    <div className="flex flex-col items-start gap-6 sm:flex-row">
      <QrCode text={setup.otpauthUrl} label={t('settings.qrCode')} />
      <div className="flex w-full min-w-0 flex-col gap-4">
        <p ref={arrival} tabIndex={-1} className="text-sm text-muted outline-none">
          {t('settings.scan')}
        </p>
        <CopyRow
          label={t('settings.secret')}
          hint={t('settings.secretHint')}
          value={setup.secret}
        />
        <form noValidate onSubmit={confirm} className="flex flex-col gap-4">
          <Field
            label={t('accounts.code')}
            hint={t('accounts.codeHint')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            className="font-mono"
            {...field('code')}
          />
          <Refusal problem={problem} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" disabled={enable.isPending}>
              {t('settings.enableTwoFactor')}
            </Button>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
          </div>
        </form>
      </div>
    </div>
  );
}
