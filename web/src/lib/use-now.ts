import { useEffect, useState } from 'react';

import { serverClock } from './server-clock';

/** The server's time, told again every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => serverClock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(serverClock.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
