import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  children: ReactNode;
}

/** A button that is only an icon; its label is its name and its tooltip. */
export function IconButton({ label, children, className = '', ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-8 items-center justify-center rounded-control text-muted transition-colors hover:text-text ${className}`}
      {...rest}
    >
      {children}
    </button>
  );
}
