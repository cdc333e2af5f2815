import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { RecoveryCodes, TwoFactor, TwoFactorSetup } from '@/lib/api-types';

export const twoFactorQuery = () =>
  queryOptions({
    queryKey: ['two-factor'],
    queryFn: ({ signal }) => api.get<TwoFactor>('/auth/two-factor', { signal }),
  });

/** What changes whether it is on, or how many codes are left. */
function useStep<T, R>(step: (input: T) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: () => queries.invalidateQueries(twoFactorQuery()),
  });
}

export const useSetUpTwoFactor = () =>
  useMutation({
    mutationFn: (password: string) =>
      api.post<TwoFactorSetup>('/auth/two-factor/setup', { password }),
  });

export const useEnableTwoFactor = () =>
  useStep((code: string) => api.post<RecoveryCodes>('/auth/two-factor/enable', { code }));

export const useDisableTwoFactor = () =>
  useStep((proof: { password: string; code: string }) =>
    api.post('/auth/two-factor/disable', proof),
  );

export const useRenewRecoveryCodes = () =>
  useStep((proof: { password: string; code: string }) =>
    api.post<RecoveryCodes>('/auth/two-factor/recovery-codes', proof),
  );
