import { broadcastQuery } from '@/lib/broadcast-query';

const pace = { offAirMs: 2000, onAirMs: 4000 };

/** What I have on air, asked for often: I wait for it. */
export const studioBroadcastQuery = (handle: string) => broadcastQuery(handle, pace);
