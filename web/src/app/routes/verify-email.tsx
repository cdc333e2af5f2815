import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { ProblemMessage } from '@/components/ui/problem-message';
import { emailVerification } from '@/features/accounts/api/verify-email';
import { isProblem } from '@/lib/problem';
import { useTitle } from '@/lib/use-title';

/** Where the link of a letter leads to who has a new address. */
export function Component() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const verified = useQuery({ ...emailVerification(token), enabled: token !== '' });
  useTitle(t('accounts.verifyTitle'));

  const toSettings = (
    <Link className={buttonClass()} to="/settings/profile">
      {t('accounts.toProfile')}
    </Link>
  );
  if (verified.isSuccess) {
    return <Message title={t('accounts.verified')} action={toSettings} />;
  }
  if (token === '' || isProblem(verified.error, 422)) {
    return (
      <Message
        title={t('accounts.verifyExpired')}
        text={t('accounts.verifyExpiredText')}
        action={toSettings}
      />
    );
  }
  if (verified.isError) {
    return (
      <ProblemMessage
        title={t('accounts.verifyFailed')}
        problem={verified.error}
        onRetry={() => void verified.refetch()}
      />
    );
  }
  return (
    <p role="status" className="px-4 py-16 text-center text-base text-muted">
      {t('accounts.verifying')}
    </p>
  );
}
