import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';

import { Message } from '@/components/ui/message';
import { NarrowPage } from '@/components/layouts/narrow-page';
import { RegisterForm } from '@/features/accounts/components/register-form';
import { instanceQuery } from '@/lib/instance-query';
import { localPath } from '@/lib/local-path';
import { useSession } from '@/lib/session';
import { useTitle } from '@/lib/use-title';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = localPath(search.get('next'), '/studio');
  const instance = useQuery(instanceQuery());
  const signedIn = useSession().status === 'signed-in';
  useTitle(t('accounts.registerTitle'));

  if (signedIn) return <Navigate to={next} replace />;
  if (instance.data?.registration === 'closed') return <Message title={t('accounts.closed')} />;
  return (
    <NarrowPage
      title={t('accounts.registerTitle')}
      lead={t('accounts.registerLead')}
      footer={
        <>
          {t('accounts.haveAccount')}{' '}
          <Link className="text-accent underline" to={`/sign-in?${search.toString()}`}>
            {t('accounts.signIn')}
          </Link>
        </>
      }
    >
      <RegisterForm onDone={() => void navigate(next, { replace: true })} />
    </NarrowPage>
  );
}
