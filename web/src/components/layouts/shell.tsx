import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Mark } from '@/components/ui/mark';
import { useFocusKept } from '@/lib/use-focus-kept';

interface Props {
  search: ReactNode;
  actions: ReactNode;
  footer: ReactNode;
  children: ReactNode;
}

/** The frame of every page: a slim bar, then the page. */
export function Shell({ search, actions, footer, children }: Props) {
  const { t } = useTranslation();
  const page = useRef<HTMLElement>(null);
  useFocusKept(page);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20 focus:rounded-control focus:bg-overlay focus:px-3 focus:py-2"
      >
        {t('common.skip')}
      </a>
      <header className="flex h-14 shrink-0 items-center justify-between gap-3 border-b border-line bg-raised px-4 sm:px-6">
        <Link
          to="/"
          aria-label={t('common.home')}
          className="flex items-center gap-2 rounded-control text-accent"
        >
          <Mark />
          <span className="text-base font-title tracking-tight text-text max-[400px]:sr-only">
            Freshet
          </span>
        </Link>
        <div className="hidden min-w-0 flex-1 justify-center sm:flex">{search}</div>
        <nav aria-label={t('nav.main')} className="flex items-center gap-2">
          {actions}
        </nav>
      </header>
      <main ref={page} id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
      {footer}
    </div>
  );
}
