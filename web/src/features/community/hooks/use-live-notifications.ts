import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { realtime } from '@/lib/socket';

import { unreadQuery } from '../api/notifications';

// A page that is only passed through makes no connection for this alone.
const afterMs = 2000;

/** What I am told arrives at once; what was missed without a connection is in the list. */
export function useLiveNotifications(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const endings = [
      realtime.onArrival(() => {
        // What was missed is in the list, which is asked for again.
        realtime
          .ask('subscribe_notifications')
          .then(() => queries.invalidateQueries({ queryKey: ['notifications'] }))
          .catch(() => undefined);
      }),
      realtime.on('notification', ({ unread }) => {
        queries.setQueryData(unreadQuery().queryKey, { unreadCount: unread });
        void queries.invalidateQueries({ queryKey: ['notifications', 'newest'] });
        void queries.invalidateQueries({ queryKey: ['notifications', 'all'] });
      }),
      realtime.on('stream_started', () => {
        void queries.invalidateQueries({ queryKey: ['streams', 'live'] });
      }),
    ];
    let release = (): void => undefined;
    const timer = setTimeout(() => {
      release = realtime.hold();
    }, afterMs);
    return () => {
      clearTimeout(timer);
      release();
      for (const end of endings) end();
    };
  }, [queries]);
}
