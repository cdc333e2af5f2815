import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { FollowedList } from '@/lib/api-types';

/** The ids of whom I follow, the newest hundred. */
export const followedQuery = () =>
  queryOptions({
    queryKey: ['following'],
    queryFn: async ({ signal }) => {
      const { data } = await api.get<FollowedList>('/users/me/following?limit=100', { signal });
      return data.map(({ id }) => id);
    },
    staleTime: 60_000,
  });
