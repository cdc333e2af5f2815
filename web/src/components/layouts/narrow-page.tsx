import type { ReactNode } from 'react';

interface Props {
  title: string;
  lead?: string;
  children: ReactNode;
  footer?: ReactNode;
}

/** A page that is one short form. */
export function NarrowPage({ title, lead, children, footer }: Props) {
  return (
    <div className="mx-auto w-full max-w-sm px-4 py-10 sm:py-16">
      <h1 className="text-xl font-title tracking-tight">{title}</h1>
      {lead !== undefined && <p className="mt-1 text-base text-muted">{lead}</p>}
      <div className="mt-6">{children}</div>
      {footer !== undefined && <p className="mt-6 text-sm text-muted">{footer}</p>}
    </div>
  );
}
