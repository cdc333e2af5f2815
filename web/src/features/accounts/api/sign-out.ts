import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import { session } from '@/lib/session';

/** Signed out here whether or not the server hears of it. */
export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post('/auth/logout'),
    onSettled: () => {
      session.end();
      queries.clear();
    },
  });
}
