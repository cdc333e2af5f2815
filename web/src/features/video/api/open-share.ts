import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { SharedVideo } from '@/lib/api-types';

/** What a share link opens; asked for once, for each asking counts. */
export const sharedVideoQuery = (share: string, password: string | null) =>
  queryOptions({
    queryKey: ['videos', 'shared', share, password],
    queryFn: ({ signal }) =>
      api.post<SharedVideo>(
        '/share-links/open',
        { share, ...(password !== null && { password }) },
        { signal },
      ),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
