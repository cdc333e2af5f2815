import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { isProblem } from '@/lib/problem';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useSecondStep } from '../api/sign-in';

interface Props {
  challenge: string;
  /** The challenge is good for nothing any more: begin with the password again. */
  onExpired: () => void;
  onDone: () => void;
}

/** The second step of signing in: what the authenticator app shows, or one of the recovery codes. */
export function CodeForm({ challenge, onExpired, onDone }: Props) {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const secondStep = useSecondStep();
  const [recovers, setRecovers] = useState(false);
  const { field, submit, reset, problem } = useForm(
    { code: '' },
    {
      code: (value) => {
        if (!recovers) return checks.code(value);
        return value.trim() === '' ? t('accounts.recoveryCodeMissing') : undefined;
      },
    },
  );
  const send = submit(async ({ code }) => {
    try {
      await secondStep.mutateAsync({ challenge, code: code.replace(/\s/g, '') });
    } catch (refused) {
      if (!isProblem(refused, 401)) throw refused;
      onExpired();
      return;
    }
    onDone();
  });

  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      <Field
        key={String(recovers)}
        autoFocus
        label={t(recovers ? 'accounts.recoveryCode' : 'accounts.code')}
        hint={t(recovers ? 'accounts.recoveryCodeHint' : 'accounts.codeHint')}
        inputMode={recovers ? 'text' : 'numeric'}
        autoComplete={recovers ? 'off' : 'one-time-code'}
        autoCapitalize="none"
        spellCheck={false}
        required
        className="font-mono"
        {...field('code')}
      />
      <Refusal problem={problem} />
      <Button type="submit" look="primary" className="mt-2 h-10" disabled={secondStep.isPending}>
        {t(secondStep.isPending ? 'accounts.signingIn' : 'accounts.signIn')}
      </Button>
      <Button
        look="quiet"
        className="-ml-3 w-fit"
        onClick={() => {
          setRecovers(!recovers);
          reset();
        }}
      >
        {t(recovers ? 'accounts.useApp' : 'accounts.useRecoveryCode')}
      </Button>
    </form>
  );
}
