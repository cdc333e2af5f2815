import { api } from '@/lib/api';
import type { Account, AccountList, Role } from '@/lib/api-types';

import { listQuery } from './list-query';
import { useAct } from './use-act';

export const usersQuery = (page: number, filters: Record<string, string>) =>
  listQuery<AccountList>('/admin/users', page, filters);

export const useChangeAccount = (id: string) =>
  useAct((change: { role?: Role; isActive?: boolean }) =>
    api.patch<Account>(`/admin/users/${id}`, change),
  );

export const useSignOutAccount = (id: string) =>
  useAct(() => api.post(`/admin/users/${id}/sign-out`));

export const useDeleteAccount = (id: string) => useAct(() => api.delete(`/admin/users/${id}`));
