import { infiniteQueryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { AuditCursorList } from '@/lib/api-types';

/** What the staff did and tried, the newest first. */
export const auditQuery = (action: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'audit', action],
    queryFn: ({ signal, pageParam }) => {
      const asked = new URLSearchParams({ limit: '50', ...pageParam });
      if (action !== '') asked.set('action', action);
      return api.get<AuditCursorList>(`/admin/audit?${asked.toString()}`, { signal });
    },
    initialPageParam: {},
    getNextPageParam: ({ meta }) => (meta.nextCursor === null ? null : { cursor: meta.nextCursor }),
  });
