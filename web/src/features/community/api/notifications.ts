import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { NotificationList, Unread } from '@/lib/api-types';

const everyMs = 60_000;
const newestCount = 8;

export const unreadQuery = () =>
  queryOptions({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) => api.get<Unread>('/notifications/unread-count', { signal }),
    refetchInterval: everyMs,
  });

export const newestNotificationsQuery = () =>
  queryOptions({
    queryKey: ['notifications', 'newest'],
    queryFn: ({ signal }) =>
      api.get<NotificationList>(`/notifications?limit=${newestCount}`, { signal }),
    staleTime: 0,
  });

export const allNotificationsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['notifications', 'all'],
    queryFn: ({ signal, pageParam }) =>
      api.get<NotificationList>(
        `/notifications?${new URLSearchParams({ limit: '30', ...pageParam }).toString()}`,
        { signal },
      ),
    initialPageParam: {},
    getNextPageParam: ({ meta }) => (meta.nextCursor === null ? null : { cursor: meta.nextCursor }),
  });

/** Marks these as read, or all of them. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | 'all') =>
      api.patch<Unread>('/notifications', {
        ...(ids === 'all' ? { all: true } : { ids }),
        read: true,
      }),
    onSuccess: (unread) => {
      queries.setQueryData(unreadQuery().queryKey, unread);
      return queries.invalidateQueries({ queryKey: ['notifications'] });
    },
  });
}
