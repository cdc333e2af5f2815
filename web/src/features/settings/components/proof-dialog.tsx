import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

interface Proof {
  password: string;
  code: string;
}

interface Props {
  title: string;
  text: string;
  action: string;
  look?: 'primary' | 'danger';
  /** A code of the authenticator app as well, or a recovery code. */
  asksCode?: boolean;
  send: (proof: Proof) => Promise<unknown>;
  onClose: () => void;
}

/** Asks who sits there to prove who that is, before something that matters. */
export function ProofDialog(props: Props) {
  const { title, text, action, look = 'primary', asksCode = false, send, onClose } = props;
  const { t } = useTranslation();
  const formId = useId();
  const checks = useAccountChecks();
  const [busy, setBusy] = useState(false);
  const { field, submit, problem } = useForm(
    { password: '', code: '' },
    {
      password: checks.password,
      code: (value) => (asksCode && value.trim() === '' ? t('settings.codeMissing') : undefined),
    },
  );
  const confirm = submit(async ({ password, code }) => {
    setBusy(true);
    try {
      await send({ password, code: code.replace(/\s/g, '') });
    } finally {
      setBusy(false);
    }
    onClose();
  });

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} look={look} disabled={busy}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <form id={formId} noValidate onSubmit={confirm} className="flex flex-col gap-4 text-text">
        <PasswordField autoComplete="current-password" {...field('password')} />
        {asksCode && (
          <Field
            label={t('accounts.code')}
            hint={t('settings.codeOrRecovery')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
            className="font-mono"
            {...field('code')}
          />
        )}
        <Refusal problem={problem} />
      </form>
    </Dialog>
  );
}
