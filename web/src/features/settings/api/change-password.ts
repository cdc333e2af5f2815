import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { PasswordChange } from '@/lib/api-types';

import { signInsKey } from './sign-ins';
import { tokensQuery } from './tokens';

/** All other sessions end with the old password, API tokens if that is wanted. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: PasswordChange) => api.put('/auth/password', body),
    onSuccess: () => {
      void queries.invalidateQueries(tokensQuery());
      return queries.invalidateQueries({ queryKey: signInsKey });
    },
  });
}
