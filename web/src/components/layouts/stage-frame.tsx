import type { ReactNode } from 'react';

/** As large a picture as the window allows with its title still in sight; on a phone it sticks to the top. */
export function StageFrame({ children }: { children: ReactNode }) {
  return (
    <div className="sticky top-0 z-10 flex justify-center bg-stage lg:static">
      <div className="aspect-video max-h-[calc(100dvh-56px-104px)] min-h-0 w-full landscape:max-sm:max-h-dvh">
        {children}
      </div>
    </div>
  );
}
