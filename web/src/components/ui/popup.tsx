import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';

import { arrowTarget } from '@/lib/arrow-keys';
import { useDismiss } from '@/lib/use-dismiss';

const gapPx = 4;
const edgePx = 8;

interface Props {
  /** The name of the button, and of what it opens. */
  label: string;
  icon: ReactNode;
  kind?: 'menu' | 'dialog';
  className?: string;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
  children: (close: () => void) => ReactNode;
}

/** A button that opens something small beside it: a menu, or a few things to choose from by the arrow keys. */
export function Popup({ label, icon, kind = 'menu', className, onOpenChange, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const open = (to: boolean) => {
    setIsOpen(to);
    onOpenChange?.(to);
  };
  const dismiss = useCallback(() => {
    setIsOpen(false);
    onOpenChange?.(false);
  }, [onOpenChange]);
  useDismiss(root, isOpen, dismiss);
  const close = () => {
    open(false);
    button.current?.focus();
  };

  return (
    <div
      ref={root}
      className="contents"
      onKeyDown={(event) => {
        if (!isOpen || event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup={kind}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => open(!isOpen)}
        className={`inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:text-text ${className ?? ''}`}
      >
        {icon}
      </button>
      {isOpen && (
        <Floating id={id} label={label} kind={kind} anchor={button} onClose={close}>
          {children}
        </Floating>
      )}
    </div>
  );
}

interface FloatingProps {
  id: string;
  label: string;
  kind: 'menu' | 'dialog';
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  children: (close: () => void) => ReactNode;
}

function Floating({ id, label, kind, anchor, onClose, children }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place(box.current, anchor.current), [anchor]);
  useEffect(() => thingsIn(box.current)[0]?.focus({ preventScroll: true }), []);
  const move = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const target = arrowTarget(thingsIn(box.current), document.activeElement, event.key);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    target.focus();
  };
  return (
    <div
      ref={box}
      id={id}
      role={kind}
      aria-label={label}
      onKeyDown={move}
      className="fixed z-20 max-h-96 w-max max-w-[calc(100vw-16px)] min-w-44 overflow-y-auto rounded-panel border border-line bg-overlay p-1 text-text shadow-overlay"
    >
      {children(onClose)}
    </div>
  );
}

const thingsIn = (box: HTMLElement | null): HTMLElement[] =>
  Array.from(box?.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]') ?? []);

/** Below the button, or above where there is more room; never out of the window. */
function place(box: HTMLElement | null, anchor: HTMLElement | null): void {
  if (box === null || anchor === null) return;
  const at = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = innerHeight - at.bottom;
  const isAbove = below < height + gapPx + edgePx && at.top > below;
  const top = isAbove ? at.top - gapPx - height : at.bottom + gapPx;
  const left = Math.min(at.right - width, innerWidth - edgePx - width);
  box.style.top = `${Math.max(edgePx, top)}px`;
  box.style.left = `${Math.max(edgePx, left)}px`;
}
