import { queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';

/** A query, though it changes something: the token is good for once, however often the page is drawn. */
export const emailVerification = (token: string) =>
  queryOptions({
    queryKey: ['email-verification', token],
    queryFn: () => api.post('/auth/email/verify', { token }),
    staleTime: Infinity,
    gcTime: Infinity,
  });
