import { useEffect, useLayoutEffect, useRef } from 'react';

import type { ChatRoom } from '../room/chat-room';
import type { Pause } from './use-pause';

const endPx = 40;
const topPx = 160;

/** A row, and where it stands. */
interface Anchor {
  key: string;
  topPx: number;
}

/**
 * Keeps the log at its end for who follows, and what is read where it is for who reads back, whatever is added above
 * or below. Scrolling to either end brings more.
 */
export function useLogScroll(room: ChatRoom, pause: Pause) {
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor | null>(null);
  const wasAtEnd = useRef(true);

  // After every change of what is shown.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (room.store.snapshot().isFollowing || (wasAtEnd.current && pause.isOn())) toEnd(element);
    else if (anchor.current) restore(element, anchor.current);
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
    wasAtEnd.current = isAtEnd;
    if (room.store.snapshot().isFollowing) {
      if (isAtEnd) return;
      room.readBack();
    }
    if (!isAtEnd) pause.forget();
    if (element.scrollTop < topPx) void room.up();
    else if (isAtEnd && !pause.isOn()) room.down();
  };
  return { box, onScroll };
}

function restore(box: HTMLElement, { key, topPx: before }: Anchor): void {
  const row = box.querySelector(`[data-row="${CSS.escape(key)}"]`);
  if (row) box.scrollTop += topIn(box, row) - before;
}

const toEnd = (element: HTMLElement): void => {
  element.scrollTop = element.scrollHeight;
};

const topIn = (box: Element, row: Element): number =>
  row.getBoundingClientRect().top - box.getBoundingClientRect().top;

/** The first row that can be seen. */
function firstShown(box: HTMLElement): Anchor | null {
  for (const row of box.querySelectorAll<HTMLElement>('[data-row]')) {
    const top = topIn(box, row);
    if (top + row.offsetHeight > 0) return { key: row.dataset.row ?? '', topPx: top };
  }
  return null;
}
