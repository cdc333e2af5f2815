import { useSyncExternalStore } from 'react';

import { realtime, type Link } from './socket';

/** How the app's connection to realtime is. */
export const useLink = (): Link => useSyncExternalStore(realtime.watch, realtime.link);
