import { api } from '@/lib/api';
import type { Stream, StreamList } from '@/lib/api-types';

import { listQuery } from './list-query';
import { useAct } from './use-act';

export const streamsQuery = (page: number, filters: Record<string, string>) =>
  listQuery<StreamList>('/admin/streams', page, filters);

export const useStopStream = () =>
  useAct((id: string) => api.post<Stream>(`/admin/streams/${id}/stop`));
