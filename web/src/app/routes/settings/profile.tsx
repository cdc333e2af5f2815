import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import { meQuery } from '@/features/settings/api/me';
import { EmailPanel } from '@/features/settings/components/email-panel';
import { PicturePanel } from '@/features/settings/components/picture-panel';
import { ProfilePanel } from '@/features/settings/components/profile-panel';

export function Component() {
  const { t } = useTranslation();
  const me = useQuery(meQuery());

  if (me.isError && me.data === undefined) {
    const retry = () => void me.refetch();
    return <ProblemMessage title={t('settings.failed')} problem={me.error} onRetry={retry} />;
  }
  return (
    <>
      <PageTitle title={t('settings.profile')} />
      {me.data ? (
        <>
          <PicturePanel user={me.data} />
          <ProfilePanel user={me.data} />
          <EmailPanel user={me.data} />
        </>
      ) : (
        <div role="status" className="flex flex-col gap-4">
          <span className="sr-only">{t('common.loading')}</span>
          <Skeleton className="h-56" />
          <Skeleton className="h-96" />
          <Skeleton className="h-40" />
        </div>
      )}
    </>
  );
}
