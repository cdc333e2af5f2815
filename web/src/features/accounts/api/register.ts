import { useMutation } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Registration, SignedIn } from '@/lib/api-types';
import { session } from '@/lib/session';

export const useRegister = () =>
  useMutation({
    mutationFn: (body: Registration) => api.post<SignedIn>('/auth/register', body),
    onSuccess: (signedIn) => session.begin(signedIn),
  });
