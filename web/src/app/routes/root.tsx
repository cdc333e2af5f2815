import { Radio, Search, Shield, Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { SiteFooter } from '@/components/layouts/site-footer';
import { Shell } from '@/components/layouts/shell';
import { AccountMenu } from '@/features/accounts/components/account-menu';
import { SearchBox } from '@/features/browse/components/search-box';
import { NotificationBell } from '@/features/community/components/notification-bell';
import { useSession } from '@/lib/session';

/** The bar with what this visitor can do, and the page. */
export function Root() {
  return (
    <Shell search={<SearchBox />} actions={<Actions />} footer={<SiteFooter />}>
      <Outlet />
      <ScrollRestoration />
    </Shell>
  );
}

function Actions() {
  return (
    <>
      <SearchLink />
      <OwnActions />
    </>
  );
}

/** In place of the box where there is no room for it. */
function SearchLink() {
  const { t } = useTranslation();
  return (
    <Link
      to="/search"
      aria-label={t('search.title')}
      className="flex size-9 items-center justify-center rounded-control text-muted hover:text-text sm:hidden"
    >
      <Search size={18} aria-hidden />
    </Link>
  );
}

function OwnActions() {
  const { t } = useTranslation();
  const state = useSession();
  const { pathname } = useLocation();

  if (state.status === 'unknown') return null;
  if (state.status === 'signed-out') {
    return (
      <Link
        to={`/sign-in?${new URLSearchParams({ next: pathname }).toString()}`}
        className={buttonClass()}
      >
        {t('nav.signIn')}
      </Link>
    );
  }
  return (
    <>
      <Link to="/upload" className={`${buttonClass()} max-[359px]:hidden`}>
        <Upload size={18} aria-hidden />
        <span className="max-lg:sr-only">{t('nav.upload')}</span>
      </Link>
      <Link to="/studio" className={buttonClass()}>
        <Radio size={18} aria-hidden />
        <span className="max-[400px]:sr-only">{t('nav.goLive')}</span>
      </Link>
      {state.user.role !== 'user' && (
        <Link
          to="/admin"
          aria-label={t('nav.admin')}
          title={t('nav.admin')}
          className="flex size-9 items-center justify-center rounded-control text-muted hover:text-text"
        >
          <Shield size={18} aria-hidden />
        </Link>
      )}
      <NotificationBell />
      <AccountMenu user={state.user} />
    </>
  );
}
