import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import { setupQuery } from '@/features/accounts/api/setup';
import { SetupForm } from '@/features/accounts/components/setup-form';
import { useTitle } from '@/lib/use-title';

/** The first visit to a new server: its first admin. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const code = search.get('code');
  const setup = useQuery(setupQuery());
  useTitle(t('accounts.setupTitle'));

  if (setup.isPending) {
    return (
      <NarrowPage title={t('accounts.setupTitle')}>
        <Skeleton className="h-80" />
      </NarrowPage>
    );
  }
  if (setup.data === undefined) {
    const retry = () => void setup.refetch();
    const title = t('accounts.setupFailed');
    return <ProblemMessage title={title} problem={setup.error} onRetry={retry} />;
  }
  if (!setup.data.needed) {
    return (
      <Message
        title={t('accounts.setupDone')}
        text={t('accounts.setupDoneText')}
        action={
          <Link className={buttonClass()} to="/sign-in">
            {t('accounts.signIn')}
          </Link>
        }
      />
    );
  }
  if (code === null) {
    return <Message title={t('accounts.setupTitle')} text={t('accounts.setupNeedsCode')} />;
  }
  return (
    <NarrowPage title={t('accounts.setupTitle')} lead={t('accounts.setupLead')}>
      <SetupForm code={code} onDone={() => void navigate('/studio', { replace: true })} />
    </NarrowPage>
  );
}
