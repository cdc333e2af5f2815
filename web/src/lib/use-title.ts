import { useEffect } from 'react';

/** What the tab says. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Freshet' : `${title} · Freshet`;
  }, [title]);
}
