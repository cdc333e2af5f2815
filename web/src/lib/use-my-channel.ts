import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';

import { myChannelsQuery } from './my-channels-query';

/** Which of my channels a page is about: the one that the address names, else the first. */
export function useMyChannel() {
  const [search] = useSearchParams();
  const { data: channels, error, refetch } = useQuery(myChannelsQuery());
  const channel = channels?.find(({ id }) => id === search.get('channel')) ?? channels?.[0];
  return { channels, channel, error, refetch };
}

/** A page of the studio, about the same channel. */
export function useWithinChannel(): (path: string) => string {
  const chosen = useSearchParams()[0].get('channel');
  return (path) =>
    chosen === null ? path : `${path}?${new URLSearchParams({ channel: chosen }).toString()}`;
}
