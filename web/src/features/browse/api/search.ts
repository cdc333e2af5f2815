import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { FoundList } from '@/lib/api-types';

export const searchQuery = (words: string, page: number) =>
  queryOptions({
    queryKey: ['search', words, page],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ q: words, page: String(page), limit: '24' });
      return api.get<FoundList>(`/search?${asked.toString()}`, { signal });
    },
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
