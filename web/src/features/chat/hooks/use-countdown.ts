import { useEffect, useReducer } from 'react';

import { serverClock } from '@/lib/server-clock';

/** The seconds that are left until a time, told anew each second; 0 when it is past. */
export function useCountdown(untilMs: number): number {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const left = Math.max(0, Math.ceil((untilMs - serverClock.now()) / 1000));
  const isRunning = left > 0;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(again, 1000);
    return () => clearInterval(timer);
  }, [isRunning, untilMs]);
  return left;
}
