import { createContext, useContext, useSyncExternalStore } from 'react';

import type { ChatRoom } from '../room/chat-room';
import type { RoomState } from '../room/room-state';

export const RoomContext = createContext<ChatRoom | null>(null);

/** The room that this part of the page is about. */
export function useRoom(): ChatRoom {
  const room = useContext(RoomContext);
  if (room === null) throw new Error('There is no room around this.');
  return room;
}

/** A part of the room's state, told again when it is another one. */
export function useRoomState<T>(pick: (state: RoomState) => T): T {
  const { store } = useRoom();
  return useSyncExternalStore(store.watch, () => pick(store.snapshot()));
}
