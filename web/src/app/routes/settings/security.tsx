import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { PasswordPanel } from '@/features/settings/components/password-panel';
import { SignInsPanel } from '@/features/settings/components/sign-ins-panel';
import { TwoFactorPanel } from '@/features/settings/components/two-factor-panel';

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('settings.security')} />
      <PasswordPanel />
      <TwoFactorPanel />
      <SignInsPanel />
    </>
  );
}
