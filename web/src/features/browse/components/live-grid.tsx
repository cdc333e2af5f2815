import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { ProblemMessage } from '@/components/ui/problem-message';

import { liveStreamsQuery } from '../api/live-streams';
import { recentVideosQuery } from '../api/recent-videos';
import { CategoryChips } from './category-chips';
import { GridSkeleton } from './grid-skeleton';
import { LiveSections } from './live-sections';
import { RecentVideos } from './recent-videos';
import { Welcome } from './welcome';

interface Props {
  /** Only this one; null: all. */
  category: string | null;
  /** What a visitor can do when nobody is live. */
  emptyAction: ReactNode;
}

/** Who is live now, and what there is to watch besides. */
export function LiveGrid({ category, emptyAction }: Props) {
  const { t } = useTranslation();
  const live = useQuery(liveStreamsQuery(category));
  const recent = useQuery(recentVideosQuery(category));

  if (live.isPending || recent.isPending) return <GridSkeleton />;
  if (live.data === undefined) {
    return (
      <ProblemMessage
        title={t('home.failed')}
        problem={live.error}
        onRetry={() => void live.refetch()}
      />
    );
  }
  const streams = live.data.data;
  const videos = recent.data ?? []; // Who is live is worth a page without them.
  const isEmpty = streams.length === 0 && videos.length === 0;
  if (isEmpty && category === null) return <Welcome action={emptyAction} />;
  return (
    <div className="mx-auto flex w-full max-w-[1600px] flex-col gap-6 px-4 py-6 sm:px-6">
      <CategoryChips chosen={category} />
      {streams.length > 0 && <LiveSections streams={streams} />}
      {streams.length === 0 && <NobodyHere category={category} />}
      <RecentVideos videos={videos} />
    </div>
  );
}

function NobodyHere({ category }: { category: string | null }) {
  const { t } = useTranslation();
  const all = (
    <Link to="/" className={buttonClass()}>
      {t('home.showAll')}
    </Link>
  );
  return (
    <>
      <h1 className="text-lg font-title">{t('home.title')}</h1>
      {category === null ? (
        <Empty>{t('home.nobodyLive')}</Empty>
      ) : (
        <Empty action={all}>{t('home.nobodyInCategory')}</Empty>
      )}
    </>
  );
}
