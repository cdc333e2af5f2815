import { useTranslation } from 'react-i18next';

import { Button } from './button';

interface Props {
  page: number;
  totalPages: number;
  onPage: (page: number) => void;
}

/** From page to page of a list; nothing where there is only one. */
export function Pager({ page, totalPages, onPage }: Props) {
  const { t } = useTranslation();
  if (totalPages <= 1) return null;
  return (
    <nav aria-label={t('common.pages')} className="flex items-center justify-between gap-3">
      <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t('common.previousPage')}
      </Button>
      <span aria-live="polite" className="text-sm text-muted tabular-nums">
        {t('common.pageOf', { page, totalPages })}
      </span>
      <Button disabled={page >= totalPages} onClick={() => onPage(page + 1)}>
        {t('common.nextPage')}
      </Button>
    </nav>
  );
}
