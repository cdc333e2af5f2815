import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import { session } from '@/lib/session';

/** Everything that the server holds on this person, as it sent it. */
export const useExport = () => useMutation({ mutationFn: () => api.getText('/users/me/export') });

export function useDeleteAccount() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => api.delete('/users/me', { password }),
    onSuccess: () => {
      session.end();
      queries.clear();
    },
  });
}
