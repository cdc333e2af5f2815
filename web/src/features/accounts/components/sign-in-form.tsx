import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { isProblem } from '@/lib/problem';
import { useForm } from '@/lib/use-form';

import { useSignIn } from '../api/sign-in';

export function SignInForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const { field, submit, problem } = useForm(
    { email: '', password: '' },
    {
      email: (value) => (value.trim() === '' ? t('accounts.emailMissing') : undefined),
      password: (value) => (value === '' ? t('accounts.passwordMissing') : undefined),
    },
  );
  const send = submit(async ({ email, password }) => {
    await signIn.mutateAsync({ email: email.trim(), password });
    onDone();
  });
  const wrong = isProblem(problem, 401) ? t('accounts.wrong') : undefined;

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <Field
        label={t('accounts.email')}
        type="email"
        inputMode="email"
        autoComplete="username"
        required
        {...field('email')}
      />
      <PasswordField autoComplete="current-password" {...field('password')} />
      <Refusal problem={problem} text={wrong} />
      <Button type="submit" look="primary" className="mt-2 h-10" disabled={signIn.isPending}>
        {t(signIn.isPending ? 'accounts.signingIn' : 'accounts.signIn')}
      </Button>
    </form>
  );
}
