import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';

import { Studio } from '@/features/broadcast/components/studio';
import { useSession } from '@/lib/session';
import { useTitle } from '@/lib/use-title';

export function Component() {
  const { t } = useTranslation();
  const { status } = useSession();
  useTitle(t('studio.title'));

  if (status === 'unknown') return null;
  if (status === 'signed-out') return <Navigate to="/sign-in?next=/studio" replace />;
  return <Studio />;
}
