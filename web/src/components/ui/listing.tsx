import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Meta } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { Pager } from './pager';
import { ProblemMessage } from './problem-message';
import { Skeleton } from './skeleton';

interface List<T> {
  data: T[];
  meta: Meta;
}

interface Props<T> {
  query: UseQueryResult<List<T>>;
  failed: string;
  /** What stands there when there is nothing. */
  empty: ReactNode;
  children: (rows: T[]) => ReactNode;
}

/** A page of a list in each of its states, and the way to the other pages. */
export function Listing<T>({ query, failed, empty, children }: Props<T>) {
  const [, setPage] = usePage();
  if (query.isPending) return <ListSkeleton />;
  if (query.data === undefined) {
    const retry = () => void query.refetch();
    return <ProblemMessage level={2} title={failed} problem={query.error} onRetry={retry} />;
  }
  const { data, meta } = query.data;
  if (data.length === 0 && meta.total === 0) return empty;
  return (
    <>
      {children(data)}
      <Pager page={meta.page} totalPages={meta.totalPages} onPage={setPage} />
    </>
  );
}

export function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t('common.loading')}</span>
      {[0, 1, 2, 3].map((i) => (
        <Skeleton key={i} className="h-10" />
      ))}
    </div>
  );
}
