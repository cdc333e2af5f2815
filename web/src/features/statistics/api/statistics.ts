import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ChannelTotals, DayList, Overview, TopStreamList } from '@/lib/api-types';

const staleTime = 60_000;
const pageMax = 100;

export const totalsQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['statistics', channelId, 'totals'],
    queryFn: ({ signal }) => api.get<ChannelTotals>(`/statistics/channel/${channelId}`, { signal }),
    staleTime,
  });

/** The last days up to today in the channel's time zone: all pages of them, the oldest first. */
export const daysQuery = (channelId: string, from: string) =>
  queryOptions({
    queryKey: ['statistics', channelId, 'days', from],
    queryFn: async ({ signal }) => {
      const pageOf = (page: number) => {
        const asked = new URLSearchParams({ from, page: String(page), limit: String(pageMax) });
        const path = `/statistics/channel/${channelId}/daily?${asked.toString()}`;
        return api.get<DayList>(path, { signal });
      };
      const first = await pageOf(1);
      const rest = Array.from({ length: first.meta.totalPages - 1 }, (_, i) => pageOf(i + 2));
      return [first, ...(await Promise.all(rest))].flatMap(({ data }) => data);
    },
    staleTime,
  });

export const topStreamsQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['statistics', channelId, 'top-streams'],
    queryFn: ({ signal }) =>
      api.get<TopStreamList>(`/statistics/channel/${channelId}/top-streams?limit=10`, { signal }),
    staleTime,
  });

export const overviewQuery = (userId: string) =>
  queryOptions({
    queryKey: ['statistics', 'users', userId],
    queryFn: ({ signal }) => api.get<Overview>(`/statistics/user/${userId}/overview`, { signal }),
    staleTime,
  });
