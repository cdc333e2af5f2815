import { useMemo } from 'react';

import type { ChatRoom } from '../room/chat-room';

export type PauseReason = 'menu' | 'pointer';

/** Holds the log still for as long as there is a reason to, unless the reader goes elsewhere in it meanwhile. */
export function usePause(room: ChatRoom) {
  return useMemo(() => {
    const reasons = new Set<PauseReason>();
    return {
      set(reason: PauseReason, isPaused: boolean): void {
        if (isPaused) {
          if (!room.store.now.isFollowing && reasons.size === 0) return; // The reader's own place.
          reasons.add(reason);
          room.readBack();
        } else if (reasons.delete(reason) && reasons.size === 0) {
          room.follow();
        }
      },
      isOn: () => reasons.size > 0,
      forget: () => reasons.clear(),
    };
  }, [room]);
}

export type Pause = ReturnType<typeof usePause>;
