import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { SetupRequest, SetupState, SignedIn } from '@/lib/api-types';
import { session } from '@/lib/session';

/** Whether this server waits for its first admin. */
export const setupQuery = () =>
  queryOptions({
    queryKey: ['setup'],
    queryFn: ({ signal }) => api.get<SetupState>('/setup', { signal }),
  });

export function useSetup() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SetupRequest) => api.post<SignedIn>('/setup', body),
    onSuccess: (signedIn) => {
      session.begin(signedIn);
      queries.removeQueries(setupQuery()); // Asked for anew by the next page that wants to know.
    },
  });
}
