import { Search } from 'lucide-react';
import type { SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

import { IconButton } from '@/components/ui/icon-button';

const lengthMax = 100;

/** Looks for streams and channels. */
export function SearchBox({ isFirst = false }: { isFirst?: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const words = pathname === '/search' ? (search.get('q') ?? '') : ''; // Other pages have a q of their own.
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('q');
    const q = field instanceof HTMLInputElement ? field.value.trim() : '';
    if (q !== '') void navigate(`/search?${new URLSearchParams({ q }).toString()}`);
  };
  return (
    <form role="search" onSubmit={send} className="relative w-full max-w-md">
      <input
        key={words}
        name="q"
        type="search"
        defaultValue={words}
        maxLength={lengthMax}
        autoFocus={isFirst}
        aria-label={t('search.label')}
        placeholder={t('search.label')}
        className="h-9 w-full min-w-0 rounded-control border border-line bg-ground pr-9 pl-3 text-sm placeholder:text-faint hover:border-faint"
      />
      <IconButton type="submit" label={t('search.submit')} className="absolute top-0.5 right-0.5">
        <Search size={18} aria-hidden />
      </IconButton>
    </form>
  );
}
