import type { QueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { liveStreamsQuery } from '@/features/browse/api/live-streams';
import { LiveGrid } from '@/features/browse/components/live-grid';
import { useSession } from '@/lib/session';
import { useTitle } from '@/lib/use-title';

export function preloadHome(queries: QueryClient): null {
  queries.query(liveStreamsQuery()).catch(() => undefined); // The page itself tells what failed.
  return null;
}

export function Home() {
  const { t } = useTranslation();
  const signedIn = useSession().status === 'signed-in';
  useTitle(undefined);
  const action = (
    <Link to={signedIn ? '/studio' : '/register'} className={buttonClass('primary')}>
      {t(signedIn ? 'home.goLive' : 'home.register')}
    </Link>
  );
  return <LiveGrid emptyAction={action} />;
}
