import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Job, JobList, ServerStorage } from '@/lib/api-types';

import { listQuery } from './list-query';
import { useAct } from './use-act';

const refreshMs = 5000;

/** Asked for again and again: it is for who watches how the work goes on. */
export const jobsQuery = (page: number, filters: Record<string, string>) =>
  queryOptions({
    ...listQuery<JobList>('/admin/jobs', page, filters),
    refetchInterval: refreshMs,
  });

export const useRetryJob = () => useAct((id: string) => api.post<Job>(`/admin/jobs/${id}/retry`));

export const storageQuery = () =>
  queryOptions({
    queryKey: ['admin', 'storage'],
    queryFn: ({ signal }) => api.get<ServerStorage>('/admin/storage', { signal }),
  });
