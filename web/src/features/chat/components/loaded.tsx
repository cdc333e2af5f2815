import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ListSkeleton } from '@/components/ui/listing';
import { ProblemMessage } from '@/components/ui/problem-message';

interface Props<T> {
  query: UseQueryResult<T>;
  failed: string;
  children: (data: NonNullable<T>) => ReactNode;
}

/** Something of the server's in each of its states. */
export function Loaded<T>({ query, failed, children }: Props<T>) {
  if (query.isPending) return <ListSkeleton />;
  if (query.data === undefined || query.data === null) {
    const retry = () => void query.refetch();
    return <ProblemMessage level={2} title={failed} problem={query.error} onRetry={retry} />;
  }
  return children(query.data);
}
