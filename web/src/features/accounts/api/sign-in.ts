import { useMutation } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { Credentials, SignedIn } from '@/lib/api-types';
import { session } from '@/lib/session';

export const useSignIn = () =>
  useMutation({
    mutationFn: (body: Credentials) => api.post<SignedIn>('/auth/login', body),
    onSuccess: (signedIn) => session.begin(signedIn),
  });
