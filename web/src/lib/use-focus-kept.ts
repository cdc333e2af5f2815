import { useEffect, useRef, type RefObject } from 'react';
import { useLocation } from 'react-router';

/** Who goes to another page by a link that is not there any more goes on from that page, not from the window's top. */
export function useFocusKept(page: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (document.activeElement === document.body) page.current?.focus({ preventScroll: true });
  }, [page, pathname]);
}
