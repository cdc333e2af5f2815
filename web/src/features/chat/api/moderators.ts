import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ChatModeratorList } from '@/lib/api-types';

export const moderatorsQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', channelId, 'moderators'],
    queryFn: async ({ signal }) =>
      (
        await api.get<ChatModeratorList>(`/channels/${channelId}/moderators?limit=100`, {
          signal,
        })
      ).data,
  });

function useModeratorAct<T>(channelId: string, act: (input: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: moderatorsQuery(channelId).queryKey }),
  });
}

export const useAddModerator = (channelId: string) =>
  useModeratorAct(channelId, (username: string) =>
    api.post(`/channels/${channelId}/moderators`, { username }),
  );

export const useRemoveModerator = (channelId: string) =>
  useModeratorAct(channelId, (userId: string) =>
    api.delete(`/channels/${channelId}/moderators/${userId}`),
  );
