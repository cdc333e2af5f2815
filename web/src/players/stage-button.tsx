import type { ReactNode } from 'react';

interface Props {
  label: string;
  shortcut?: string;
  onClick: () => void;
  children: ReactNode;
}

/** A control on the picture. */
export function StageButton({ label, shortcut, onClick, children }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      onClick={onClick}
      className="flex size-9 shrink-0 items-center justify-center rounded-control text-on-stage transition-colors hover:bg-stage-hover"
    >
      {children}
    </button>
  );
}
