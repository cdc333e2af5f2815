import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { Entitlements } from './api-types';
import { session } from './session';

/** What who is signed in may in a channel; nobody is asked for who is not. */
export const entitlementsQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channels', channelId, 'entitlements'],
    queryFn: ({ signal }) =>
      session.current().status === 'signed-in'
        ? api.get<Entitlements>(`/channels/${channelId}/entitlements`, { signal })
        : null,
    staleTime: 60_000,
  });
