import { useEffect, useRef } from 'react';

/**
 * On a phone the keyboard covers a part of the page, which the units of CSS do not know of in every browser. Keeps the
 * height that is left in --visible-height of an element, and its end, where one writes, above the keyboard.
 */
export function useKeyboardRoom<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  useEffect(() => {
    const element = ref.current;
    const viewport = window.visualViewport;
    if (element === null || !viewport) return;
    const fit = () => {
      element.style.setProperty('--visible-height', `${Math.round(viewport.height)}px`);
      const isWriting = element.contains(document.activeElement?.closest('textarea') ?? null);
      if (isWriting && matchMedia('(width < 64rem)').matches) {
        element.scrollIntoView({ block: 'end' });
      }
    };
    fit();
    viewport.addEventListener('resize', fit);
    element.addEventListener('focusin', fit);
    return () => {
      viewport.removeEventListener('resize', fit);
      element.removeEventListener('focusin', fit);
    };
  }, []);
  return ref;
}
