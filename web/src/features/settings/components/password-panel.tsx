import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Panel } from '@/components/ui/panel';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useChangePassword } from '../api/change-password';
import { Saved } from './saved';

export function PasswordPanel() {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const change = useChangePassword();
  const [revokeTokens, setRevokeTokens] = useState(true);
  const { field, submit, reset, problem } = useForm(
    { currentPassword: '', newPassword: '' },
    { currentPassword: checks.password, newPassword: checks.newPassword },
  );
  const save = submit(async (passwords) => {
    await change.mutateAsync({ ...passwords, revokeTokens });
    reset();
  });

  return (
    <Panel title={t('settings.passwordTitle')} lead={t('settings.passwordLead')}>
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <PasswordField
          label={t('settings.currentPassword')}
          autoComplete="current-password"
          {...field('currentPassword')}
        />
        <PasswordField
          label={t('accounts.newPassword')}
          hint={t('accounts.passwordHint')}
          autoComplete="new-password"
          {...field('newPassword')}
        />
        <Checkbox
          label={t('settings.revokeTokens')}
          hint={t('settings.revokeTokensHint')}
          checked={revokeTokens}
          onChange={(event) => setRevokeTokens(event.target.checked)}
        />
        <Refusal problem={problem} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={change.isPending}>
            {t('settings.changePassword')}
          </Button>
          <Saved text={change.isSuccess && t('settings.passwordChanged')} />
        </div>
      </form>
    </Panel>
  );
}
