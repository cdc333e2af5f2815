import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Channel } from '@/lib/api-types';
import { myChannelsQuery } from '@/lib/my-channels-query';

export type ChannelChange = Partial<Pick<Channel, 'title' | 'description' | 'handle' | 'timeZone'>>;

const update = (queries: QueryClient, change: (mine: Channel[]) => Channel[]) =>
  queries.setQueryData(myChannelsQuery().queryKey, (mine) => mine && change(mine));

export function useChangeChannel(channelId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: ChannelChange) => api.patch<Channel>(`/channels/${channelId}`, change),
    onSuccess: (changed) => {
      update(queries, (mine) => mine.map((each) => (each.id === changed.id ? changed : each)));
      return queries.invalidateQueries({ queryKey: ['broadcasts'] });
    },
  });
}

export function useNewChannel() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: { title: string; handle?: string }) => api.post<Channel>('/channels', wish),
    onSuccess: (made) => update(queries, (mine) => [...mine, made]),
  });
}

export function useDeleteChannel(channelId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`/channels/${channelId}`),
    onSuccess: () => update(queries, (mine) => mine.filter(({ id }) => id !== channelId)),
  });
}
