import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type {
  PendingSubscription,
  Subscribers,
  Subscription,
  SubscriptionWish,
} from '@/lib/api-types';

export const mySubscriptionsQuery = () =>
  queryOptions({
    queryKey: ['subscriptions', 'mine'],
    queryFn: ({ signal }) => api.get<Subscription[]>('/subscriptions/me', { signal }),
  });

export const subscribersQuery = (userId: string, page: number) =>
  queryOptions({
    queryKey: ['subscriptions', 'subscribers', userId, page],
    queryFn: ({ signal }) =>
      api.get<Subscribers>(`/subscriptions/streamer/${userId}?page=${page}&limit=20`, { signal }),
    placeholderData: keepPreviousData,
  });

/** Begins to subscribe: the reply says where to pay. */
export const useSubscribe = () =>
  useMutation({
    mutationFn: (wish: SubscriptionWish) => api.post<PendingSubscription>('/subscriptions', wish),
  });

export function useCancelSubscription() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete<Subscription>(`/subscriptions/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['subscriptions'] }),
  });
}

/** Pays, or does not, where payments are only played. */
export function useSettle(session: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (action: 'pay' | 'decline') =>
      api.post<Subscription>(`/subscriptions/development/${encodeURIComponent(session)}`, {
        action,
      }),
    onSuccess: () => queries.invalidateQueries(),
  });
}
