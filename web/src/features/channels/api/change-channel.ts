import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Channel } from '@/lib/api-types';
import { myChannelQuery } from '@/lib/my-channel-query';

export type ChannelChange = Partial<Pick<Channel, 'title' | 'description' | 'handle' | 'timeZone'>>;

export function useChangeChannel(channelId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: ChannelChange) => api.patch<Channel>(`/channels/${channelId}`, change),
    onSuccess: (changed) => {
      queries.setQueryData(myChannelQuery().queryKey, changed);
      return queries.invalidateQueries({ queryKey: ['broadcasts'] });
    },
  });
}
