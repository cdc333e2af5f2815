import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { TextLink } from '@/components/ui/text-link';
import { isProblem } from '@/lib/problem';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useSignIn } from '../api/sign-in';

interface Props {
  /** Typed before, when this is the second attempt. */
  email: string;
  onChallenge: (challenge: string, email: string) => void;
  onDone: () => void;
}

export function SignInForm({ email: typed, onChallenge, onDone }: Props) {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const signIn = useSignIn();
  const { field, submit, problem } = useForm(
    { email: typed, password: '' },
    {
      email: (value) => (value.trim() === '' ? t('accounts.emailMissing') : undefined),
      password: checks.password,
    },
  );
  const send = submit(async ({ email, password }) => {
    const step = await signIn.mutateAsync({ email: email.trim(), password });
    if ('challenge' in step) onChallenge(step.challenge, email);
    else onDone();
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
      <TextLink to="/forgot-password" className="w-fit text-sm">
        {t('accounts.forgot')}
      </TextLink>
    </form>
  );
}
