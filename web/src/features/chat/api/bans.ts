import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { BanList } from '@/lib/api-types';

/** For good, or for a while. */
export type BanKind = 'bans' | 'timeouts';

export interface NewBan {
  username: string;
  reason?: string;
  /** Of a timeout. */
  seconds?: number;
  /** Of a ban. */
  withAddress?: boolean;
}

const keyOf = (channelId: string) => ['channels', channelId, 'bans'];

export const bansQuery = (channelId: string, kind: BanKind, page: number) =>
  queryOptions({
    queryKey: [...keyOf(channelId), kind, page],
    queryFn: ({ signal }) =>
      api.get<BanList>(`/channels/${channelId}/${kind}?page=${page}`, {
        signal,
      }),
  });

function useBanAct<T>(channelId: string, act: (input: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf(channelId) }),
  });
}

export const useBan = (channelId: string) =>
  useBanAct(channelId, (ban: NewBan) =>
    api.post(`/channels/${channelId}/${ban.seconds === undefined ? 'bans' : 'timeouts'}`, ban),
  );

/** Ends a ban or a timeout. */
export const useLift = (channelId: string) =>
  useBanAct(channelId, (banId: string) => api.delete(`/channels/${channelId}/bans/${banId}`));
