import { useSyncExternalStore } from 'react';

const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

function subscribe(listener: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** For what cannot be coloured by CSS. */
export const useDarkMode = (): boolean => useSyncExternalStore(subscribe, isDark);
