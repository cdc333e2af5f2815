import type { Stream } from '@/lib/api-types';

import { StreamCard } from './stream-card';

export const gridClass =
  'grid grid-cols-1 gap-x-4 gap-y-6 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4';

export function StreamGrid({ streams }: { streams: Stream[] }) {
  return (
    <ul className={gridClass}>
      {streams.map((stream) => (
        <li key={stream.id} className="min-w-0">
          <StreamCard stream={stream} />
        </li>
      ))}
    </ul>
  );
}
