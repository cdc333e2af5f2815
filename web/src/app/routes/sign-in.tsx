import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';

import { TextLink } from '@/components/ui/text-link';
import { SignIn } from '@/features/accounts/components/sign-in';
import { localPath } from '@/lib/local-path';
import { useSession } from '@/lib/session';
import { useTitle } from '@/lib/use-title';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = localPath(search.get('next'), '/');
  const signedIn = useSession().status === 'signed-in';
  useTitle(t('accounts.signInTitle'));

  if (signedIn) return <Navigate to={next} replace />;
  return (
    <SignIn
      onDone={() => void navigate(next, { replace: true })}
      footer={
        <>
          {t('accounts.noAccount')}{' '}
          <TextLink to={`/register?${search.toString()}`}>{t('accounts.registerTitle')}</TextLink>
        </>
      }
    />
  );
}
