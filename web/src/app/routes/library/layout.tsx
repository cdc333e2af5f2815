import { Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';

import { SignedIn } from '@/components/layouts/signed-in';
import { buttonClass } from '@/components/ui/button';
import { PageTitle } from '@/components/ui/page-title';
import { Tabs } from '@/components/ui/tabs';

/** What I have uploaded, and what I watched. */
export function Component() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const pages = [
    { to: '/library', label: t('library.mine') },
    { to: '/library/history', label: t('library.history') },
  ];
  const tabs = pages.map((page) => ({ ...page, isChosen: page.to === pathname }));
  return (
    <SignedIn>
      {() => (
        <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 px-4 py-6 sm:px-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <PageTitle title={t('library.title')} />
            <Link to="/upload" className={buttonClass('primary')}>
              <Upload size={18} aria-hidden />
              {t('nav.upload')}
            </Link>
          </div>
          <Tabs label={t('library.title')} tabs={tabs} />
          <Outlet />
        </div>
      )}
    </SignedIn>
  );
}
