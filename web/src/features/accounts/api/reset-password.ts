import { useMutation } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { PasswordReset } from '@/lib/api-types';

/** The answer is the same whether or not there is such an account. */
export const useRequestReset = () =>
  useMutation({
    mutationFn: (email: string) => api.post('/auth/password/reset', { email }),
  });

export const useResetPassword = () =>
  useMutation({
    mutationFn: (body: PasswordReset) => api.post('/auth/password/reset/confirm', body),
  });
