import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { PageTitle } from '@/components/ui/page-title';
import { SearchBox } from '@/features/browse/components/search-box';
import { SearchResults } from '@/features/browse/components/search-results';

export function Component() {
  const { t } = useTranslation();
  const words = (useSearchParams()[0].get('q') ?? '').trim();
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-6 sm:px-6">
      <PageTitle title={words === '' ? t('search.title') : t('search.results', { words })} />
      <div className={words === '' ? '' : 'sm:hidden'}>
        <SearchBox isFirst={words === ''} />
      </div>
      {words !== '' && <SearchResults key={words} words={words} />}
    </div>
  );
}
