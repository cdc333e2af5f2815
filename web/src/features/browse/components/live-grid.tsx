import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';

import { liveStreamsQuery } from '../api/live-streams';
import { StreamCard } from './stream-card';
import { Welcome } from './welcome';

const gridClass = 'grid grid-cols-1 gap-x-4 gap-y-6 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4';

/** Who is live now; `emptyAction` is what a visitor can do when nobody is. */
export function LiveGrid({ emptyAction }: { emptyAction: ReactNode }) {
  const { t } = useTranslation();
  const live = useQuery(liveStreamsQuery());

  if (live.isPending) return <GridSkeleton />;
  if (live.data === undefined) {
    return (
      <ProblemMessage
        title={t('home.failed')}
        problem={live.error}
        onRetry={() => void live.refetch()}
      />
    );
  }
  if (live.data.data.length === 0) {
    return <Welcome action={emptyAction} />;
  }
  return (
    <div className="mx-auto w-full max-w-[1600px] px-4 py-6 sm:px-6">
      <h1 className="mb-4 text-lg font-title">{t('home.title')}</h1>
      <ul className={gridClass}>
        {live.data.data.map((stream) => (
          <li key={stream.id} className="min-w-0">
            <StreamCard stream={stream} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function GridSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className="mx-auto w-full max-w-[1600px] px-4 py-6 sm:px-6">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="mb-4 h-7 w-28" />
      <div className={gridClass}>
        {[0, 1, 2].map((i) => (
          <div key={i} className="flex flex-col gap-2">
            <Skeleton className="aspect-video" />
            <Skeleton className="h-5 w-2/3" />
            <Skeleton className="h-4 w-1/3" />
          </div>
        ))}
      </div>
    </div>
  );
}
