import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Document } from '@/lib/api-types';

/** In the reader's language where there is a text in it: the browser says which that is. */
export const documentQuery = (slug: string) =>
  queryOptions({
    queryKey: ['documents', slug],
    queryFn: ({ signal }) =>
      api.get<Document>(`/documents/${encodeURIComponent(slug)}`, { signal }),
    staleTime: 60_000,
  });
