import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { useForm } from '@/lib/use-form';

import { useRegister } from '../api/register';

const looksLikeEmail = /^[^\s@]+@[^\s@]+$/;

export function RegisterForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const register = useRegister();
  const { field, submit, problem } = useForm(
    { username: '', email: '', password: '' },
    {
      username: (value) => {
        if (value.length < 3 || value.length > 50) return t('accounts.usernameLength');
        return /^[A-Za-z0-9_-]+$/.test(value) ? undefined : t('accounts.usernameCharacters');
      },
      email: (value) =>
        looksLikeEmail.test(value.trim()) ? undefined : t('accounts.emailInvalid'),
      password: (value) => {
        if (value.length < 8) return t('accounts.passwordShort');
        return value.length > 128 ? t('accounts.passwordLong') : undefined;
      },
    },
  );
  const send = submit(async ({ email, ...rest }) => {
    await register.mutateAsync({ ...rest, email: email.trim() });
    onDone();
  });

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
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
      <Button type="submit" look="primary" className="mt-2 h-10" disabled={register.isPending}>
        {t(register.isPending ? 'accounts.registering' : 'accounts.register')}
      </Button>
    </form>
  );
}
