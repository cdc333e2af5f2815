import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useResetPassword } from '../api/reset-password';

interface Props {
  /** Out of the link that was sent. */
  token: string;
  onDone: () => void;
}

export function ResetForm({ token, onDone }: Props) {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const reset = useResetPassword();
  const { field, submit, problem } = useForm({ password: '' }, { password: checks.newPassword });
  const send = submit(async ({ password }) => {
    await reset.mutateAsync({ token, password });
    onDone();
  });
  const expired = problem?.code === 'reset_token_invalid' ? t('accounts.resetExpired') : undefined;

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <PasswordField
        label={t('accounts.newPassword')}
        hint={t('accounts.passwordHint')}
        autoComplete="new-password"
        {...field('password')}
      />
      <Refusal problem={problem} text={expired} />
      <Button type="submit" look="primary" className="mt-2 h-10" disabled={reset.isPending}>
        {t('accounts.setPassword')}
      </Button>
    </form>
  );
}
