import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { Tokens } from '@/features/settings/components/tokens';
import { useSession } from '@/lib/session';

export function Component() {
  const { t } = useTranslation();
  const state = useSession();
  return (
    <>
      <PageTitle title={t('settings.tokens')} />
      <Tokens mayAdminister={state.status === 'signed-in' && state.user.role === 'admin'} />
    </>
  );
}
