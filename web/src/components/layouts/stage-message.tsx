import type { ReactNode } from 'react';

interface Props {
  title: string;
  text: string;
  action?: ReactNode;
}

/** Stands on the stage while there is no picture to show. */
export function StageMessage({ title, text, action }: Props) {
  return (
    <div
      role="status"
      className="flex size-full flex-col items-center justify-center gap-2 p-4 text-center text-on-stage"
    >
      <p className="text-base font-title text-balance sm:text-lg">{title}</p>
      <p className="max-w-md text-sm text-pretty text-on-stage-muted sm:text-base">{text}</p>
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}
