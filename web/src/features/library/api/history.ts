import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { HistoryList } from '@/lib/api-types';

const historyKey = ['videos', 'history'] as const;

/** What I watched, the newest first. */
export const historyQuery = (page: number) =>
  queryOptions({
    queryKey: [...historyKey, page],
    queryFn: ({ signal }) =>
      api.get<HistoryList>(`/users/me/history?page=${page}&limit=20`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export function useForgetHistory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/users/me/history'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['videos'] }),
  });
}
