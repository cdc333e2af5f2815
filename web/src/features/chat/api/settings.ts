import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ChatSettings } from '@/lib/api-types';

export const chatSettingsQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', channelId, 'chat-settings'],
    queryFn: ({ signal }) =>
      api.get<ChatSettings>(`/channels/${channelId}/chat-settings`, { signal }),
  });

export function useChangeChatSettings(channelId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<ChatSettings>) =>
      api.patch<ChatSettings>(`/channels/${channelId}/chat-settings`, change),
    onSuccess: (settings) => queries.setQueryData(chatSettingsQuery(channelId).queryKey, settings),
  });
}
