import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { ChatRoom } from '../room/chat-room';

/** The room of a stream, joined for as long as this is shown. */
export function useChatRoom(streamId: string): ChatRoom {
  const room = useMemo(() => new ChatRoom(streamId), [streamId]);
  useEffect(() => room.enter(), [room]);
  return room;
}

/** How many viewers a room has; null: it is not known. */
export const useViewerCount = ({ store }: ChatRoom): number | null =>
  useSyncExternalStore(store.watch, () => store.snapshot().viewerCount);
