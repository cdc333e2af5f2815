import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { SignInForm } from '@/features/accounts/components/sign-in-form';
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
    <NarrowPage
      title={t('accounts.signInTitle')}
      footer={
        <>
          {t('accounts.noAccount')}{' '}
          <Link className="text-accent underline" to={`/register?${search.toString()}`}>
            {t('accounts.registerTitle')}
          </Link>
        </>
      }
    >
      <SignInForm onDone={() => void navigate(next, { replace: true })} />
    </NarrowPage>
  );
}
