import { useEffect, useState } from 'react';

import type { ChatRoom } from '../room/chat-room';

const everyMs = 5000;
const calmMax = 5;

/**
 * How many messages have just come when they are too many to read out one by one; 0 when they are not. Then they are
 * counted aloud instead.
 */
export function useFlood(room: ChatRoom): number {
  const [flood, setFlood] = useState(0);
  useEffect(() => {
    let before = room.heard;
    const timer = setInterval(() => {
      const count = room.heard - before;
      before = room.heard;
      setFlood(count > calmMax ? count : 0);
    }, everyMs);
    return () => clearInterval(timer);
  }, [room]);
  return flood;
}
