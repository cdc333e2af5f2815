import type { ReactNode } from 'react';

interface Props {
  children: ReactNode;
  action?: ReactNode;
}

/** A list that has nothing in it: one sentence, one action. */
export function Empty({ children, action }: Props) {
  return (
    <div className="flex flex-col items-start gap-3 py-4 text-base text-muted">
      <p>{children}</p>
      {action}
    </div>
  );
}
