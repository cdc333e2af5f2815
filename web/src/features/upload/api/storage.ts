import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Storage } from '@/lib/api-types';

/** How much I have uploaded, and may. */
export const storageQuery = () =>
  queryOptions({
    queryKey: ['videos', 'storage'],
    queryFn: ({ signal }) => api.get<Storage>('/users/me/storage', { signal }),
    staleTime: 10_000,
  });
