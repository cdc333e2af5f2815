import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { Channel, Stream } from './api-types';
import { isProblem } from './problem';

export interface Broadcast {
  channel: Channel;
  /** What it broadcasts now. */
  stream: Stream | null;
}

/** How often to ask. A publisher that is away is watched closely: its stream soon goes on or ends. */
interface Pace {
  offAirMs: number;
  onAirMs: number;
}
const awayMs = 3000;

/** A channel and what is on air there, asked for again and again: one request each time, as a rule. */
export const broadcastQuery = (handle: string, { offAirMs, onAirMs }: Pace) =>
  queryOptions({
    queryKey: ['broadcasts', handle.toLowerCase()],
    queryFn: async ({ signal, client, queryKey }): Promise<Broadcast> => {
      const known = client.getQueryData<Broadcast>(queryKey);
      const going = known?.stream && (await streamOf(known.stream.id, signal));
      if (known && going?.isLive) return { channel: known.channel, stream: going };

      const name = encodeURIComponent(handle);
      const channel = await api.get<Channel>(`/channels/${name}`, { signal });
      return { channel, stream: channel.isLive ? await streamOf(name, signal) : null };
    },
    refetchInterval: ({ state }) => {
      if (!state.data?.stream) return offAirMs;
      return state.data.stream.status === 'reconnecting' ? awayMs : onAirMs;
    },
  });

/** A stream by its id, or the one that a channel has on air. It may have ended since it was heard of. */
async function streamOf(name: string, signal: AbortSignal): Promise<Stream | null> {
  try {
    return await api.get<Stream>(`/streams/${name}`, { signal });
  } catch (error) {
    if (isProblem(error, 404)) return null;
    throw error;
  }
}
