import { useEffect, useRef } from 'react';

/** Takes the focus to what has just appeared in place of what was used, so that nobody is left behind there. */
export function useArrival<T extends HTMLElement>() {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
