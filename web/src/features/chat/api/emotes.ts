import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Emote, EmoteList, EmoteTier } from '@/lib/api-types';

export const emoteTiers: readonly EmoteTier[] = ['everyone', 'basic', 'pro', 'premium'];

export interface NewEmote {
  code: string;
  tier: EmoteTier;
  image: File;
}

const pathOf = (channelId: string, code: string) =>
  `/channels/${channelId}/emotes/${encodeURIComponent(code)}`;

/** A channel's own emotes; it has a hundred at most. */
export const emotesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', channelId, 'emotes'],
    queryFn: async ({ signal }) =>
      (
        await api.get<EmoteList>(`/channels/${channelId}/emotes?limit=100`, {
          signal,
        })
      ).data,
  });

function useEmoteAct<T>(channelId: string, act: (input: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: emotesQuery(channelId).queryKey }),
  });
}

export const usePutEmote = (channelId: string) =>
  useEmoteAct(channelId, ({ code, tier, image }: NewEmote) =>
    api.put(`${pathOf(channelId, code)}?tier=${tier}`, image),
  );

export const useChangeEmote = (channelId: string) =>
  useEmoteAct(channelId, ({ code, tier }: Pick<Emote, 'code' | 'tier'>) =>
    api.patch(pathOf(channelId, code), { tier }),
  );

export const useDeleteEmote = (channelId: string) =>
  useEmoteAct(channelId, (code: string) => api.delete(pathOf(channelId, code)));
