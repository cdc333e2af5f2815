import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ChatMessage } from '@/lib/api-types';

import { useAct } from './use-act';

const pathOf = (streamId: string, messageId: string) => `/chat/${streamId}/messages/${messageId}`;

export const reportedMessageQuery = (streamId: string, messageId: string) =>
  queryOptions({
    queryKey: ['admin', 'message', messageId],
    queryFn: () => api.get<ChatMessage>(pathOf(streamId, messageId)),
    retry: false,
  });

export const useDeleteMessage = (streamId: string, messageId: string) =>
  useAct(() => api.delete(pathOf(streamId, messageId)));
