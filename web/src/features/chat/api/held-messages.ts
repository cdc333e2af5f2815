import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { api } from '@/lib/api';
import type { ChatMessageCursorList } from '@/lib/api-types';
import { realtime } from '@/lib/socket';

const pathOf = (channelId: string) => `/channels/${channelId}/held-messages`;

/** What waits for a moderator, the oldest hundred. */
export const heldMessagesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', channelId, 'held-messages'],
    queryFn: async ({ signal }) =>
      (await api.get<ChatMessageCursorList>(`${pathOf(channelId)}?limit=100`, { signal })).data,
  });

/** Approves or rejects one. It goes from the list at once. */
export function useReview(channelId: string) {
  const queries = useQueryClient();
  const { queryKey } = heldMessagesQuery(channelId);
  return useMutation({
    mutationFn: ({ id, approve }: { id: string; approve: boolean }) =>
      api.post(`${pathOf(channelId)}/${id}/${approve ? 'approve' : 'reject'}`),
    onMutate: async ({ id }) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData(queryKey);
      queries.setQueryData(queryKey, (old) => old?.filter((each) => each.id !== id));
      return before;
    },
    onError: (_problem, _review, before) => queries.setQueryData(queryKey, before),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}

/** Keeps the list as it is while rooms of the channel tell what is held and reviewed. */
export function useHeldNews(channelId: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const again = () =>
      void queries.invalidateQueries({ queryKey: heldMessagesQuery(channelId).queryKey });
    const endings = [realtime.on('message-held', again), realtime.on('message-reviewed', again)];
    return () => {
      for (const end of endings) end();
    };
  }, [queries, channelId]);
}
