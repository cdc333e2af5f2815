import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { PasswordChange } from '@/lib/api-types';

import { signInsKey } from './sign-ins';

/** All other sessions end with the old password. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: PasswordChange) => api.put('/auth/password', body),
    onSuccess: () => queries.invalidateQueries({ queryKey: signInsKey }),
  });
}
