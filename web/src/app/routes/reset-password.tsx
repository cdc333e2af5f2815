import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { TextLink } from '@/components/ui/text-link';
import { ResetForm } from '@/features/accounts/components/reset-form';
import { session } from '@/lib/session';
import { useTitle } from '@/lib/use-title';

/** Where the link of a letter leads to who forgot the password. */
export function Component() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [done, setDone] = useState(false);
  const token = search.get('token');
  useTitle(t('accounts.resetTitle'));

  if (done) {
    return (
      <Message
        title={t('accounts.resetDone')}
        text={t('accounts.resetDoneText')}
        action={
          <Link className={buttonClass('primary')} to="/sign-in">
            {t('accounts.signIn')}
          </Link>
        }
      />
    );
  }
  if (!token) {
    return (
      <Message
        title={t('accounts.linkIncomplete')}
        text={t('accounts.linkIncompleteText')}
        action={
          <Link className={buttonClass()} to="/forgot-password">
            {t('accounts.newLink')}
          </Link>
        }
      />
    );
  }
  return (
    <NarrowPage
      title={t('accounts.resetTitle')}
      lead={t('accounts.resetLead')}
      footer={<TextLink to="/forgot-password">{t('accounts.newLink')}</TextLink>}
    >
      <ResetForm
        token={token}
        onDone={() => {
          session.end(); // All sessions have ended, this browser's among them.
          setDone(true);
        }}
      />
    </NarrowPage>
  );
}
