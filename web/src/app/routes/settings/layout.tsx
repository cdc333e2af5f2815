import { CircleUser, HeartHandshake, KeyRound, ShieldCheck, UserCog } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';

import { SectionsPage } from '@/components/layouts/sections-page';
import { useSession } from '@/lib/session';

/** What a person sets, section by section; for who is signed in. */
export function Component() {
  const { t } = useTranslation();
  const { status } = useSession();
  const { pathname } = useLocation();

  if (status === 'unknown') return null;
  if (status === 'signed-out') {
    const search = new URLSearchParams({ next: pathname });
    return <Navigate to={`/sign-in?${search.toString()}`} replace />;
  }
  return (
    <SectionsPage
      label={t('settings.title')}
      sections={[
        { to: '/settings/profile', label: t('settings.profile'), icon: CircleUser },
        { to: '/settings/security', label: t('settings.security'), icon: ShieldCheck },
        { to: '/settings/tokens', label: t('settings.tokens'), icon: KeyRound },
        {
          to: '/settings/subscriptions',
          label: t('settings.subscriptions'),
          icon: HeartHandshake,
        },
        { to: '/settings/account', label: t('settings.account'), icon: UserCog },
      ]}
    >
      <Outlet />
    </SectionsPage>
  );
}
