import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { NewStream, Stream } from '@/lib/api-types';

export const usePlanStream = (channelId: string) =>
  useChange((plan: NewStream) => api.post<Stream>(`/channels/${channelId}/streams`, plan));

export const useChangeStream = (streamId: string) =>
  useChange((change: Partial<NewStream>) => api.patch<Stream>(`/streams/${streamId}`, change));

/** The next publish joins this stream. */
export const useStartStream = () =>
  useChange((streamId: string) => api.post<Stream>(`/streams/${streamId}/start`));

export const useStopStream = () =>
  useChange((streamId: string) => api.post<Stream>(`/streams/${streamId}/stop`));

export const useDeleteStream = () =>
  useChange((streamId: string) => api.delete(`/streams/${streamId}`));

/** Whatever it changes of a stream, the lists and pages that show it are asked for again. */
function useChange<In, Out>(change: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(
        ['channels', 'streams', 'broadcasts'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}
