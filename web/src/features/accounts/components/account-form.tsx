import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

export interface NewAccount {
  username: string;
  email: string;
  password: string;
}

interface Props {
  send: (account: NewAccount) => Promise<unknown>;
  busy: boolean;
}

/** What every account begins with. */
export function AccountForm({ send, busy }: Props) {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const { field, submit, problem } = useForm(
    { username: '', email: '', password: '' },
    { username: checks.username, email: checks.email, password: checks.newPassword },
  );
  const create = submit(({ email, ...rest }) => send({ ...rest, email: email.trim() }));

  return (
    <form noValidate onSubmit={create} className="flex flex-col gap-4">
      <Field
        label={t('accounts.username')}
        hint={t('accounts.usernameHint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        {...field('username')}
      />
      <Field
        label={t('accounts.email')}
        type="email"
        inputMode="email"
        autoComplete="email"
        required
        {...field('email')}
      />
      <PasswordField
        hint={t('accounts.passwordHint')}
        autoComplete="new-password"
        {...field('password')}
      />
      <Refusal problem={problem} />
      <Button type="submit" look="primary" className="mt-2 h-10" disabled={busy}>
        {t(busy ? 'accounts.registering' : 'accounts.register')}
      </Button>
    </form>
  );
}
