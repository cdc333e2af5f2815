import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { VideoGrid } from '@/components/videos/video-grid';
import type { FoundList } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { searchQuery } from '../api/search';
import { ChannelRow } from './channel-row';
import { StreamGrid } from './stream-grid';

/** What was found: channels, then streams, then videos. */
export function SearchResults({ words }: { words: string }) {
  const { t } = useTranslation();
  const [page] = usePage();
  const found = useQuery(searchQuery(words, page));
  const home = (
    <Link to="/" className={buttonClass()}>
      {t('watch.home')}
    </Link>
  );
  return (
    <Listing
      query={found}
      failed={t('search.failed')}
      empty={<Empty action={home}>{t('search.nothing', { words })}</Empty>}
    >
      {(rows) => <Found rows={rows} />}
    </Listing>
  );
}

function Found({ rows }: { rows: FoundList['data'] }) {
  const { t } = useTranslation();
  const channels = rows.flatMap(({ channel }) => channel ?? []);
  const streams = rows.flatMap(({ stream }) => stream ?? []);
  const videos = rows.flatMap(({ video }) => video ?? []);
  return (
    <>
      {channels.length > 0 && (
        <section>
          <h2 className="mb-2 text-base font-title">{t('search.channels')}</h2>
          <ul>
            {channels.map((channel) => (
              <li key={channel.id} className="border-b border-line last:border-0">
                <ChannelRow channel={channel} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {streams.length > 0 && (
        <section>
          <h2 className="mb-3 text-base font-title">{t('search.streams')}</h2>
          <StreamGrid streams={streams} />
        </section>
      )}
      {videos.length > 0 && (
        <section>
          <h2 className="mb-3 text-base font-title">{t('search.videos')}</h2>
          <VideoGrid videos={videos} />
        </section>
      )}
    </>
  );
}
