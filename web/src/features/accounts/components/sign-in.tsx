import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { Button } from '@/components/ui/button';

import { CodeForm } from './code-form';
import { SignInForm } from './sign-in-form';

interface Props {
  footer: ReactNode;
  onDone: () => void;
}

/** Signing in: the password, and for who has set that up, a code. */
export function SignIn({ footer, onDone }: Props) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [challenge, setChallenge] = useState<string | null>(null);
  const [expired, setExpired] = useState(false);
  const startOver = (hasExpired: boolean) => {
    setChallenge(null);
    setExpired(hasExpired);
  };

  if (challenge !== null) {
    return (
      <NarrowPage
        title={t('accounts.codeTitle')}
        lead={t('accounts.codeLead')}
        footer={
          <Button look="quiet" className="-ml-3" onClick={() => startOver(false)}>
            {t('accounts.startOver')}
          </Button>
        }
      >
        <CodeForm challenge={challenge} onExpired={() => startOver(true)} onDone={onDone} />
      </NarrowPage>
    );
  }
  return (
    <NarrowPage title={t('accounts.signInTitle')} footer={footer}>
      {expired && (
        <p role="alert" className="mb-4 text-sm text-danger">
          {t('accounts.challengeExpired')}
        </p>
      )}
      <SignInForm
        email={email}
        onDone={onDone}
        onChallenge={(asked, typed) => {
          setChallenge(asked);
          setEmail(typed);
        }}
      />
    </NarrowPage>
  );
}
