import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { VideoGrid } from '@/components/videos/video-grid';
import type { Channel } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { channelVideosQuery } from '../api/channel-videos';

/** What a channel has uploaded. */
export function ChannelVideos({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const [page] = usePage();
  const videos = useQuery(channelVideosQuery(channel.id, page));
  return (
    <div className="mx-auto flex w-full max-w-[1600px] flex-col gap-6 px-4 py-6 sm:px-6">
      <Listing
        query={videos}
        failed={t('videos.failed')}
        empty={<Empty>{t('videos.noneInChannel')}</Empty>}
      >
        {(rows) => <VideoGrid videos={rows} showsChannel={false} />}
      </Listing>
    </div>
  );
}
