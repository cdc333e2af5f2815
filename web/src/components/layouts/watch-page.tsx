import type { ReactNode } from 'react';

interface Props {
  stage: ReactNode;
  about: ReactNode;
  /** What stands beside the picture, or between its title and the rest where there is no room beside it. */
  aside?: ReactNode;
  children?: ReactNode;
}

/** The picture with what belongs to it. */
export function WatchPage({ stage, about, aside, children }: Props) {
  // The last row takes up what the column beside is longer.
  return (
    <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_auto] lg:grid-rows-[auto_auto_1fr] lg:items-start">
      {stage}
      {about}
      {aside !== undefined && (
        <div className="lg:col-start-2 lg:row-start-1 lg:row-end-4 lg:h-full">{aside}</div>
      )}
      {children !== undefined && <div className="lg:col-start-1">{children}</div>}
    </div>
  );
}
