import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { ProfileChange, User } from '@/lib/api-types';
import { session } from '@/lib/session';

export const meQuery = () =>
  queryOptions({
    queryKey: ['users', 'me'],
    queryFn: ({ signal }) => api.get<User>('/users/me', { signal }),
  });

/** A change of the own account, which the whole page learns of. */
function useChange<T>(change: (input: T) => Promise<User>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (user) => {
      queries.setQueryData(meQuery().queryKey, user);
      session.update(user);
    },
  });
}

export const useUpdateProfile = () =>
  useChange((profile: ProfileChange) => api.patch<User>('/users/me', profile));

export const useSetAvatar = () =>
  useChange((picture: File) => api.put<User>('/users/me/avatar', picture));

export const useRemoveAvatar = () => useChange(() => api.delete<User>('/users/me/avatar'));

export const useSendVerification = () =>
  useMutation({ mutationFn: () => api.post('/auth/email/verification') });
