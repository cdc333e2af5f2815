import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Following, User } from '@/lib/api-types';
import { entitlementsQuery } from '@/lib/entitlements-query';
import { playbacksOf } from '@/lib/playback-query';

/** How many follow a user. */
export const followerCountQuery = (userId: string) =>
  queryOptions({
    queryKey: ['users', userId, 'follower-count'],
    queryFn: async ({ signal }) =>
      (await api.get<User>(`/users/${userId}`, { signal })).followerCount,
    staleTime: 60_000,
  });

/** Follows or no longer; shown at once, and taken back if the server refuses. */
export function useFollow(userId: string, channelId: string) {
  const queries = useQueryClient();
  const rights = entitlementsQuery(channelId).queryKey;
  const count = followerCountQuery(userId).queryKey;
  const show = (follows: boolean, followerCount?: number) => {
    queries.setQueryData(rights, (old) => old && { ...old, follows });
    queries.setQueryData(count, (old) =>
      old === undefined ? old : (followerCount ?? old + (follows ? 1 : -1)),
    );
  };

  return useMutation({
    mutationFn: (follow: boolean) =>
      follow
        ? api.post<Following>(`/users/${userId}/follow`)
        : api.delete<Following>(`/users/${userId}/follow`),
    onMutate: async (follow) => {
      await Promise.all([rights, count].map((queryKey) => queries.cancelQueries({ queryKey })));
      const before = [queries.getQueryData(rights), queries.getQueryData(count)] as const;
      show(follow);
      return before;
    },
    onError: (_problem, _follow, before) => {
      queries.setQueryData(rights, before?.[0]);
      queries.setQueryData(count, before?.[1]);
    },
    onSuccess: ({ following, followerCount }) => {
      show(following, followerCount);
      void queries.invalidateQueries({ queryKey: playbacksOf(channelId) });
      return queries.invalidateQueries({ queryKey: ['following'] });
    },
  });
}
