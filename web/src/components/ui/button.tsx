import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Look = 'primary' | 'plain' | 'danger' | 'quiet';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent font-title hover:opacity-90',
  plain: 'border border-line bg-raised text-text hover:border-faint',
  danger: 'border border-danger text-danger hover:bg-danger hover:text-raised',
  quiet: 'text-muted hover:text-text hover:bg-line/60',
};

/** How a button looks, for links that act like one. */
export const buttonClass = (look: Look = 'plain'): string =>
  `inline-flex h-9 shrink-0 items-center justify-center gap-2 rounded-control px-3 text-sm ` +
  `whitespace-nowrap transition-colors disabled:opacity-60 aria-disabled:opacity-60 ${looks[look]}`;

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  icon?: ReactNode;
}

export function Button({ look = 'plain', icon, children, className = '', ...rest }: Props) {
  return (
    <button type="button" className={`${buttonClass(look)} ${className}`} {...rest}>
      {icon}
      {children}
    </button>
  );
}
