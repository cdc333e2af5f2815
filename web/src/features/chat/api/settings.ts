import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ChatModes } from '@/lib/realtime-types';

export interface BlockedPhrase {
  text: string;
  action: 'block' | 'hold';
}

export interface ChatSettings extends ChatModes {
  /** Where links are not allowed they wait for a moderator; else they are refused. */
  linksHeld: boolean;
  /** Only those who moderate see them. */
  phrases?: BlockedPhrase[];
}

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
