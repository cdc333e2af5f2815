import { ChartColumn, ListVideo, Radio, Star, Tv } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';

import { SectionsPage } from '@/components/layouts/sections-page';
import { SignedIn } from '@/components/layouts/signed-in';

/** Where who broadcasts works, with the way between its pages. */
export function Component() {
  const { t } = useTranslation();
  const sections = [
    { to: '/studio', label: t('studio.live'), icon: Radio, isRoot: true },
    { to: '/studio/streams', label: t('schedule.title'), icon: ListVideo },
    { to: '/studio/channel', label: t('channels.title'), icon: Tv },
    { to: '/studio/statistics', label: t('statistics.title'), icon: ChartColumn },
    { to: '/studio/subscribers', label: t('subscriptions.subscribers'), icon: Star },
  ];
  return (
    <SignedIn>
      {() => (
        <SectionsPage isWide label={t('studio.title')} sections={sections}>
          <Outlet />
        </SectionsPage>
      )}
    </SignedIn>
  );
}
