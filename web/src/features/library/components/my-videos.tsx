import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { myVideosQuery } from '@/lib/my-videos-query';
import { usePage } from '@/lib/use-page';
import { useVideoNews } from '@/lib/use-video-news';

import { VideoFilters } from './video-filters';
import { VideoTable } from './video-table';

/** All that I have uploaded, and what is becoming of it. */
export function MyVideos() {
  const { t } = useTranslation();
  const [page] = usePage();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const status = search.get('status') ?? '';
  const videos = useQuery(myVideosQuery({ page, q, status }));
  useVideoNews();

  const isNarrowed = q !== '' || status !== '';
  const empty = isNarrowed ? (
    <Empty
      action={
        <button type="button" className={buttonClass()} onClick={() => setSearch({})}>
          {t('library.showAll')}
        </button>
      }
    >
      {t('library.nothingFits')}
    </Empty>
  ) : (
    <Empty
      action={
        <Link to="/upload" className={buttonClass('primary')}>
          {t('nav.upload')}
        </Link>
      }
    >
      {t('library.empty')}
    </Empty>
  );
  return (
    <>
      <VideoFilters />
      <Listing query={videos} failed={t('library.failed')} empty={empty}>
        {(rows) => <VideoTable key={`${page} ${q} ${status}`} videos={rows} />}
      </Listing>
    </>
  );
}
