import { useTranslation } from 'react-i18next';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { TextLink } from '@/components/ui/text-link';
import { ForgotForm } from '@/features/accounts/components/forgot-form';
import { useTitle } from '@/lib/use-title';

export function Component() {
  const { t } = useTranslation();
  useTitle(t('accounts.forgotTitle'));
  return (
    <NarrowPage
      title={t('accounts.forgotTitle')}
      lead={t('accounts.forgotLead')}
      footer={<TextLink to="/sign-in">{t('accounts.backToSignIn')}</TextLink>}
    >
      <ForgotForm />
    </NarrowPage>
  );
}
