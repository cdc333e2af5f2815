import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { TextLink } from '@/components/ui/text-link';
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
  const invite = search.get('invite');
  const registration = useQuery(instanceQuery()).data?.registration;
  const signedIn = useSession().status === 'signed-in';
  useTitle(t('accounts.registerTitle'));
  const signInPath = `/sign-in?${search.toString()}`;

  if (signedIn) return <Navigate to={next} replace />;
  if (registration === 'closed' || (registration === 'invite' && invite === null)) {
    return (
      <Message
        title={t(registration === 'closed' ? 'accounts.closed' : 'accounts.inviteOnly')}
        text={t(registration === 'closed' ? 'accounts.closedText' : 'accounts.inviteOnlyText')}
        action={
          <Link className={buttonClass()} to={signInPath}>
            {t('accounts.signIn')}
          </Link>
        }
      />
    );
  }
  return (
    <NarrowPage
      title={t('accounts.registerTitle')}
      lead={t(invite === null ? 'accounts.registerLead' : 'accounts.invitedLead')}
      footer={
        <>
          {t('accounts.haveAccount')} <TextLink to={signInPath}>{t('accounts.signIn')}</TextLink>
        </>
      }
    >
      <RegisterForm invite={invite} onDone={() => void navigate(next, { replace: true })} />
    </NarrowPage>
  );
}
