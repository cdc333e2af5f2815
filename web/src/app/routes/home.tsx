import { useQuery, type QueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { setupQuery } from '@/features/accounts/api/setup';
import { liveStreamsQuery } from '@/features/browse/api/live-streams';
import { recentVideosQuery } from '@/features/browse/api/recent-videos';
import { LiveGrid } from '@/features/browse/components/live-grid';
import { useSession } from '@/lib/session';
import { useTitle } from '@/lib/use-title';

export function preloadHome(queries: QueryClient): null {
  // The page itself tells what failed.
  queries.query(liveStreamsQuery()).catch(() => undefined);
  queries.query(recentVideosQuery()).catch(() => undefined);
  return null;
}

export function Home() {
  const category = useSearchParams()[0].get('category');
  useTitle(undefined);
  return <LiveGrid category={category} emptyAction={<NextStep />} />;
}

/** What whoever is here can do while nobody is live; on a new server, that it wants to be set up. */
function NextStep() {
  const { t } = useTranslation();
  const signedIn = useSession().status === 'signed-in';
  const setup = useQuery({ ...setupQuery(), enabled: !signedIn });

  if (!signedIn && setup.data?.needed) return <p className="text-base">{t('home.setup')}</p>;
  return (
    <Link to={signedIn ? '/studio' : '/register'} className={buttonClass('primary')}>
      {t(signedIn ? 'home.goLive' : 'home.register')}
    </Link>
  );
}
