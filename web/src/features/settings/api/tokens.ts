import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ApiToken, ApiTokenList, NewApiToken } from '@/lib/api-types';

/** All of them: there is a limit to how many one may have. */
export const tokensQuery = () =>
  queryOptions({
    queryKey: ['api-tokens'],
    queryFn: ({ signal }) => api.get<ApiTokenList>('/auth/tokens', { signal }),
    staleTime: 0, // When each was used last, as of now.
  });

/** Its reply alone says the token itself. */
export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewApiToken) => api.post<ApiToken>('/auth/tokens', body),
    onSuccess: () => queries.invalidateQueries(tokensQuery()),
  });
}

export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/auth/tokens/${id}`),
    onSuccess: () => queries.invalidateQueries(tokensQuery()),
  });
}
