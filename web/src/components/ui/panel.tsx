import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  lead?: string;
  children: ReactNode;
}

export function Panel({ title, lead, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-4 rounded-panel border border-line bg-raised p-4 sm:p-6"
    >
      <header>
        <h2 id={id} className="text-base font-title">
          {title}
        </h2>
        {lead !== undefined && <p className="mt-1 text-sm text-muted">{lead}</p>}
      </header>
      {children}
    </section>
  );
}
