import { useEffect, type RefObject } from 'react';

/**
 * Closes what hangs open when the person turns to something else, or presses Escape: then the focus goes back to the
 * button that opened it, the first in `root`.
 */
export function useDismiss(
  root: RefObject<HTMLElement | null>,
  isOpen: boolean,
  onDismiss: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const dismiss = (event: Event) => {
      const inside = event.target instanceof Node && root.current?.contains(event.target);
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
      if (isEscape && inside) root.current?.querySelector('button')?.focus();
      if (isEscape || !(inside || event instanceof KeyboardEvent)) onDismiss();
    };
    const events = ['pointerdown', 'focusin', 'keydown'] as const;
    for (const name of events) document.addEventListener(name, dismiss);
    return () => {
      for (const name of events) document.removeEventListener(name, dismiss);
    };
  }, [root, isOpen, onDismiss]);
}
