import { useEffect, useLayoutEffect, useRef } from 'react';

import type { ChatRoom } from '../room/chat-room';
import type { Pause } from './use-pause';

const endPx = 40;
const topPx = 160;

/**
 * Keeps the log at its end for who follows, and what is read where it is for who reads back, whatever is added above
 * or below. Scrolling to either end brings more.
 */
export function useLogScroll(room: ChatRoom, pause: Pause) {
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<{ key: string; topPx: number } | null>(null);

  // After every change of what is shown.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (room.store.snapshot().isFollowing) toEnd(element);
    else if (anchor.current) {
      const { key, topPx: before } = anchor.current;
      const row = element.querySelector(`[data-row="${CSS.escape(key)}"]`);
      if (row) element.scrollBy({ top: topIn(element, row) - before, behavior: 'instant' });
    }
    anchor.current = firstShown(element);
  });

  // The keyboard of a phone comes and goes, notices above the composer as well.
  useEffect(() => {
    const element = box.current;
    if (element === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (room.store.snapshot().isFollowing) toEnd(element);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [room]);

  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    anchor.current = firstShown(element);
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < endPx;
    if (room.store.snapshot().isFollowing) {
      if (!isAtEnd) room.readBack();
      return;
    }
    if (!isAtEnd) pause.forget();
    if (element.scrollTop < topPx) void room.up();
    else if (isAtEnd && !pause.isOn()) room.down();
  };
  return { box, onScroll };
}

const toEnd = (element: HTMLElement): void => {
  element.scrollTop = element.scrollHeight;
};

const topIn = (box: Element, row: Element): number =>
  row.getBoundingClientRect().top - box.getBoundingClientRect().top;

/** The first row that can be seen, and where. */
function firstShown(box: HTMLElement): { key: string; topPx: number } | null {
  for (const row of box.querySelectorAll<HTMLElement>('[data-row]')) {
    const top = topIn(box, row);
    if (top + row.offsetHeight > 0) return { key: row.dataset.row ?? '', topPx: top };
  }
  return null;
}
