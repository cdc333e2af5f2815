import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useRequestReset } from '../api/reset-password';

/** Asks for a link to a new password. What comes back tells nobody who has an account here. */
export function ForgotForm() {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const request = useRequestReset();
  const { field, submit, problem } = useForm({ email: '' }, { email: checks.email });
  const send = submit(({ email }) => request.mutateAsync(email.trim()));

  if (request.isSuccess) {
    return (
      <p role="status" className="text-base">
        {t('accounts.resetSent', { email: request.variables })}
      </p>
    );
  }
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <Field
        label={t('accounts.email')}
        type="email"
        inputMode="email"
        autoComplete="email"
        required
        {...field('email')}
      />
      <Refusal problem={problem} />
      <Button type="submit" look="primary" className="mt-2 h-10" disabled={request.isPending}>
        {t('accounts.sendReset')}
      </Button>
    </form>
  );
}
