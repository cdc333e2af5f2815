import { api } from '@/lib/api';
import type { Invite, InviteList, NewInvite } from '@/lib/api-types';

import { listQuery } from './list-query';
import { useAct } from './use-act';

export const invitesQuery = (page: number) => listQuery<InviteList>('/admin/invites', page);

export const useInvite = () =>
  useAct((invite: NewInvite) => api.post<Invite>('/admin/invites', invite));

export const useTakeBackInvite = () => useAct((id: string) => api.delete(`/admin/invites/${id}`));
