import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { PageTitle } from '@/components/ui/page-title';
import { DeletePanel } from '@/features/settings/components/delete-panel';
import { ExportPanel } from '@/features/settings/components/export-panel';
import { useSession } from '@/lib/session';

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useSession();
  if (state.status !== 'signed-in') return null;
  const { username } = state.user;
  return (
    <>
      <PageTitle title={t('settings.account')} />
      <ExportPanel username={username} />
      <DeletePanel username={username} onDone={() => void navigate('/')} />
    </>
  );
}
