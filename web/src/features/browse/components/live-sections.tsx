import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import type { Stream } from '@/lib/api-types';
import { useSession } from '@/lib/session';

import { followedQuery } from '../api/followed';
import { StreamGrid } from './stream-grid';

/** Those whom I follow first, then the others. */
export function LiveSections({ streams }: { streams: Stream[] }) {
  const { t } = useTranslation();
  const isSignedIn = useSession().status === 'signed-in';
  const { data: followed = [] } = useQuery({ ...followedQuery(), enabled: isSignedIn });
  const mine = streams.filter(({ userId }) => followed.includes(userId));
  const others = streams.filter((stream) => !mine.includes(stream));

  return (
    <>
      {mine.length > 0 && (
        <section className="flex flex-col gap-4">
          <h1 className="text-lg font-title">{t('home.followed')}</h1>
          <StreamGrid streams={mine} />
        </section>
      )}
      {others.length > 0 && (
        <section className="flex flex-col gap-4">
          {mine.length > 0 ? (
            <h2 className="text-lg font-title">{t('home.others')}</h2>
          ) : (
            <h1 className="text-lg font-title">{t('home.title')}</h1>
          )}
          <StreamGrid streams={others} />
        </section>
      )}
    </>
  );
}
